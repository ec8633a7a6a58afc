package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What strace says of sockets: calls that can send something out, and those that show
// where the program itself listens. A socket in the file system leaves no machine: the C
// library of some systems asks a local cache of accounts through one at every start.
var (
	listens  = regexp.MustCompile(`\blisten\((\d+),.*= 0`)
	named    = regexp.MustCompile(`\bgetsockname\((\d+), \{sa_family=AF_INET, sin_port=htons\((\d+)\), sin_addr=inet_addr\("127\.0\.0\.1"\)\}`)
	outgoing = regexp.MustCompile(`\b(connect|sendto|sendmsg|sendmmsg)\(.*sa_family=(AF_\w+)(.*)`)
	loopback = regexp.MustCompile(`sin_port=htons\((\d+)\), sin_addr=inet_addr\("127\.0\.0\.1"\)`)
)

// watched is what a program did with the network.
type watched struct {
	own     int      // connections to where it listens itself, on the loopback
	strange []string // everything else that went out, as strace shows it
}

// watch reads a trace. A port is the program's own only if it listened there.
func watch(trace []byte) watched {
	listening, own := map[string]bool{}, map[string]bool{}
	var w watched
	lines := bufio.NewScanner(bytes.NewReader(trace))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		if m := listens.FindStringSubmatch(line); m != nil {
			listening[m[1]] = true
		}
		if m := named.FindStringSubmatch(line); m != nil && listening[m[1]] {
			own[m[2]] = true
			delete(listening, m[1])
		}
		m := outgoing.FindStringSubmatch(line)
		if m == nil || m[2] == "AF_UNIX" {
			continue
		}
		if to := loopback.FindStringSubmatch(m[3]); m[2] == "AF_INET" && to != nil && own[to[1]] {
			w.own++
			continue
		}
		w.strange = append(w.strange, line)
	}
	return w
}

// connectionsOf runs a command with every connection that it and its threads open written
// down by the kernel's own witness.
func connectionsOf(t *testing.T, command ...string) (watched, string) {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("strace is not installed")
	}
	trace := filepath.Join(t.TempDir(), "trace")
	run := exec.CommandContext(t.Context(), "strace", append([]string{
		"-f", "-qq", "--seccomp-bpf", "-e", "signal=none", "-e", "trace=connect,sendto,sendmsg,sendmmsg,listen,getsockname", "-o", trace,
	}, command...)...)
	run.Env = append(os.Environ(), "FENGCUN_TEST_NOW=2026-11-23T09:00:00+08:00", "LANG=en_US.UTF-8")
	said, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	lines, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	return watch(lines), string(said)
}

// TestNoConnectionGoesOut watches the whole demonstration on two installations, from
// the roster to the unsealing, as the kernel sees it: every connection that is opened
// and every datagram that is sent, a look-up of a name included. There are those to
// the other installation, and no others (Article 10; P13).
func TestNoConnectionGoesOut(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "fengcun") // by this name the test binary is the command
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	w, said := connectionsOf(t, program, "demo", "--no-serve", "--nodes", "2")
	for _, line := range w.strange {
		t.Error("a connection went out: ", line)
	}
	if w.own == 0 || !strings.Contains(said, "TLS") {
		t.Errorf("%d connections between the installations were seen: the watch is blind\n%s", w.own, said)
	}
}

// TestWatchSees is the control: a connection that is not the program's own is found,
// whether anybody answers there or not.
func TestWatchSees(t *testing.T) {
	if w, _ := connectionsOf(t, "bash", "-c", "(exec 3<>/dev/tcp/127.0.0.1/9) 2>/dev/null; true"); len(w.strange) != 1 || w.own != 0 {
		t.Errorf("%+v", w)
	}
	if w, _ := connectionsOf(t, "bash", "-c", "(echo x >/dev/udp/192.0.2.1/53) 2>/dev/null; true"); len(w.strange) != 1 {
		t.Errorf("%+v", w)
	}
}
