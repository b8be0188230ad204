// Package worker runs work in child processes of the same binary, so that what
// a hostile file does to a process (an endless loop, a crash in C code, all
// memory) costs one attempt at one page and never the run.
//
//	Start(config)    start a child and talk to it
//	Serve(handle)    be that child
//	Limit()          bound what the child and its programs may take
//
// Parent and child exchange gobs (encoding/gob) over two pipes: requests on the
// child's standard input, responses on descriptor 3. Standard output and error of
// the child are kept, and their end is shown when it dies. A child ends when its
// standard input does and is killed when its parent dies; the programs that it
// starts die with it.
//
// # Threat model
//
// An attacker chooses the bytes and the name of an input, or of many; he gets to
// see the outputs of his own. He wants to run code, to read other files of the user
// or of the machine, to reach the network, to change files, or to stop the run. Who
// chooses the arguments, the environment, or the folder that output goes to is
// trusted, and so are the program, its libraries and models, and the kernel.
//
// What takes his bytes apart, in falling order of danger:
//
//   - poppler's pdftoppm (C++): fonts, images, content of PDF pages. It is started
//     for each stretch of pages in a sandbox of its own (package sandbox): it can
//     read the one file that it draws, libraries and fonts, and write nothing but its
//     pipe. It is never given a file without a page that our own reader found.
//   - Tesseract and Leptonica (C++), in the worker: they see grey pixels that we made
//     or checked, never a file format.
//   - The readers of PDF, PNG, JPEG, TIFF and text (Go), in the worker. Memory is safe;
//     loops and sizes that the input chooses are bounded, and what is missed meets the
//     limits below.
//   - The decoder of a worker's answers (Go), in the parent. An answer is bounded in
//     size, one that cannot be read is a crash of the worker, and it cannot say which
//     file or page it is about.
//
// What is done:
//
//   - Time: a deadline for each page, kept by the parent, which kills the whole
//     process group.
//   - Memory: an address space of 6 GiB for a worker and for each program it starts; its Go
//     heap collects harder from 1 GiB on, or from a stricter share that its parent sets in
//     GOMEMLIMIT; the kernel is asked to kill workers first. Under a limit of the run what all
//     hold is watched, and workers are ended before the kernel does. Open files: 256 each. No
//     core files.
//   - Files: a worker can read the inputs of its run, libraries, fonts and models; it can
//     write no file at all. Its descriptors are its pipes. The parent writes outputs,
//     below the output folder, under names that it makes.
//   - Network: none, for no process: the parent opens no socket, a worker cannot.
//   - Other processes: a worker cannot trace, signal or read one outside of its sandbox.
//   - Terminals: what is printed of names, reasons and warnings has controls and bidi
//     controls as escapes (cli.Plain).
//   - Secrets: of the environment a worker is given the variables that it needs, by name.
//     The password of an encrypted file travels with the job.
//
// What is not defended:
//
//   - A worker reads many inputs, one after the other. Who takes one over by its pixels
//     or its bytes can change the text of later inputs of the same run, and put into
//     their outputs, or his own, what other inputs of the run say. Workers are replaced
//     after some hundred pages; run what must not meet in runs of their own.
//   - Text is data of the attacker. It is well-formed UTF-8 without bidi controls, and
//     markup in it is escaped in every output that has any; what a program behind us
//     does with the words is that program's matter.
//   - poppler takes a password only on its command line, where other users of the
//     machine can see it.
//   - Side channels, faults of the processor, and names of files: which paths exist can be
//     found out from inside.
//   - Where the kernel has no Landlock or no seccomp, or on systems other than Linux, limits
//     and deadlines are all there is; `paknevis doctor` and -v say so.
package worker
