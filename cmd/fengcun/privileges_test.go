package main

import (
	"os"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// dropPrivileges makes root subject to the permissions of files, in the scripts
// that ask for it: the capabilities are dropped for good and the binary started
// again without them.
func dropPrivileges() {
	if os.Getenv("FENGCUN_TEST_UNPRIVILEGED") == "" || os.Geteuid() != 0 {
		return
	}
	runtime.LockOSThread()
	for _, capability := range []uintptr{unix.CAP_DAC_OVERRIDE, unix.CAP_DAC_READ_SEARCH} {
		if err := unix.Prctl(unix.PR_CAPBSET_DROP, capability, 0, 0, 0); err != nil {
			panic(err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	os.Unsetenv("FENGCUN_TEST_UNPRIVILEGED")
	panic(syscall.Exec(self, os.Args, os.Environ()))
}
