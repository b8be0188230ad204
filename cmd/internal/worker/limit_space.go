//go:build !race

package worker

// addressSpace is how many bytes a worker may map. A page image of the largest
// size with its copies in Tesseract takes about 1 GB, and Go reserves more than
// it uses; what needs more than this is a bomb.
const addressSpace = 6 << 30
