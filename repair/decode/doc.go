// Package decode turns the bytes of a text file into Unicode.
//
// Which call do I want?
//
//   - The bytes of a file: [Bytes] finds the encoding and says why.
//   - A line that some other program has decoded wrongly: [Mojibake].
//
// It changes no letter beyond that: look-alikes and direction are repaired by
// passes, except in the Iran System code page, whose order and shapes are part
// of the encoding.
package decode
