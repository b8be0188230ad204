package sandbox

import (
	"errors"
	"fmt"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Rights to files and folders, as landlock(7) has them.
const (
	readFile = unix.LANDLOCK_ACCESS_FS_READ_FILE
	readAll  = readFile | unix.LANDLOCK_ACCESS_FS_READ_DIR
	execute  = unix.LANDLOCK_ACCESS_FS_EXECUTE
	write    = unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_TRUNCATE
	// onFile are those that a rule about a file, not a folder, may have.
	onFile = execute | readFile | write | unix.LANDLOCK_ACCESS_FS_IOCTL_DEV
)

// handled are the rights that are refused where no rule grants them, by the
// version of the interface that brought them.
var handled = []struct{ files, net, scope uint64 }{
	{},                 // there is no version 0
	{files: 1<<13 - 1}, // the rights of version 1 are its low 13 bits
	{files: unix.LANDLOCK_ACCESS_FS_REFER},
	{files: unix.LANDLOCK_ACCESS_FS_TRUNCATE},
	{net: unix.LANDLOCK_ACCESS_NET_BIND_TCP | unix.LANDLOCK_ACCESS_NET_CONNECT_TCP},
	{files: unix.LANDLOCK_ACCESS_FS_IOCTL_DEV},
	{scope: unix.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | unix.LANDLOCK_SCOPE_SIGNAL},
}

// rulesetAttr is struct landlock_ruleset_attr as of version 6.
type rulesetAttr struct{ files, net, scope uint64 }

// landlockVersion asks the kernel which version of the interface it has.
func landlockVersion() (int, error) {
	v, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	switch errno {
	case 0:
		return int(v), nil
	case unix.ENOSYS:
		return 0, errors.New("the kernel has no Landlock (Linux 5.13 brought it)")
	case unix.EOPNOTSUPP:
		return 0, errors.New("the kernel has Landlock switched off (kernel parameter lsm=)")
	}
	return 0, fmt.Errorf("the kernel refuses Landlock: %w", errno)
}

// confine takes from the calling thread what the policy does not grant.
func confine(p Policy) error {
	version, err := landlockVersion()
	if err != nil {
		return nil // told by Look
	}
	var attr rulesetAttr
	size := unsafe.Sizeof(attr.files)
	for v := 1; v <= version && v < len(handled); v++ {
		attr.files |= handled[v].files
		attr.net |= handled[v].net
		attr.scope |= handled[v].scope
	}
	if version >= 4 {
		size += unsafe.Sizeof(attr.net)
	}
	if version >= 6 {
		size += unsafe.Sizeof(attr.scope)
	}
	set, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&attr)), size, 0)
	if errno != 0 {
		return fmt.Errorf("making a Landlock rule set: %w", errno)
	}
	defer unix.Close(int(set))
	for _, rule := range []struct {
		paths  []string
		rights uint64
	}{{p.Read, readAll}, {p.Input, readFile}, {p.Exec, execute | readFile}, {p.Write, write}} {
		for _, path := range rule.paths {
			if err := allow(int(set), path, rule.rights&attr.files); err != nil {
				return err
			}
		}
	}
	if _, _, errno := unix.Syscall(unix.SYS_LANDLOCK_RESTRICT_SELF, set, 0, 0); errno != 0 {
		return fmt.Errorf("applying Landlock: %w", errno)
	}
	return nil
}

// allow grants rights to a path. One that cannot be opened is left out: who cannot
// reach it needs no rule.
func allow(set int, path string, rights uint64) error {
	fd, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil
	}
	defer unix.Close(fd)
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if st.Mode&unix.S_IFMT != unix.S_IFDIR {
		rights &= onFile
	}
	// struct landlock_path_beneath_attr is packed: 8 bytes and 4.
	rule := unix.LandlockPathBeneathAttr{Allowed_access: rights, Parent_fd: int32(fd)}
	if _, _, errno := unix.Syscall6(unix.SYS_LANDLOCK_ADD_RULE, uintptr(set), unix.LANDLOCK_RULE_PATH_BENEATH, uintptr(unsafe.Pointer(&rule)), 0, 0, 0); errno != 0 {
		return &os.PathError{Op: "landlock", Path: path, Err: errno}
	}
	return nil
}
