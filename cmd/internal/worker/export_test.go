package worker

// AddressSpace is the limit that the build has.
const AddressSpace uint64 = addressSpace
