// Package sandbox starts programs that may do very little: read what they were
// given, start what they need, and nothing else. It is for processes that take
// bytes of strangers apart.
//
//	Start(cmd, policy)   start a program under a policy
//	Look()               what this kernel can keep a process from
//	System(...)          the files that our programs need besides their input
//
// # How
//
// Three means of Linux that need no privileges are laid upon one thread, which
// then becomes the parent of the program: the program has them from its first
// instruction, and so has whatever it starts.
//
//   - no_new_privs (prctl): no program with the set-user-ID bit gives it more rights.
//   - Landlock (since Linux 5.13): files and folders that the policy does not
//     name cannot be opened, made, removed, renamed, or started; since 6.7 no TCP
//     port can be reached, since 6.12 no process outside can be sent a signal.
//     See landlock(7).
//   - seccomp: system calls that such a program never makes are refused with
//     EPERM: sockets of every family, other processes' memory, rights and times
//     of files, mounts, namespaces, modules, keys, io_uring, eBPF. See seccomp(2).
//
// The thread is not used for anything else and ends with the program. The Go
// runtime never makes a thread from a locked one, so the process that calls Start
// keeps its own rights. Restricting oneself after the start would have to reach
// all threads at once, which a program with C code in it cannot do by the
// means of the standard library, and which comes after the libraries were loaded.
//
// # What stays possible
//
// A program can see which paths exist (stat), read the clock and the system's
// name, use processor time and memory up to its limits, and read everything that
// its policy names. Where the kernel has no Landlock or no seccomp, what is
// missing is told by [Support.Missing], and the rest holds.
package sandbox
