package batch

// PageLimit is how long a try may take.
var PageLimit = pageLimit
