package server

import (
	"net"
	"net/netip"
	"sync"
	"time"
)

// limiter gives every client the same number of requests in a time: a bucket of
// Burst, refilled at Rate. What the requests ask or get does not count.
type limiter struct {
	rate  float64
	burst float64
	clock func() time.Time

	mu      sync.Mutex // guards buckets
	buckets map[netip.Prefix]bucket
}

type bucket struct {
	left float64
	at   time.Time
}

// clients bounds how many are remembered. Beyond it those whose bucket is full
// again are forgotten, and if there are none, a new client shares the bucket of
// all that cannot be told apart.
const clients = 1 << 15

func newLimiter(l Limits, clock func() time.Time) *limiter {
	return &limiter{rate: l.Rate, burst: float64(l.Burst), clock: clock, buckets: map[netip.Prefix]bucket{}}
}

// take takes one request from a client's bucket.
func (l *limiter) take(client netip.Prefix) bool {
	now := l.clock()
	l.mu.Lock()
	defer l.mu.Unlock()
	b, known := l.buckets[client]
	if !known {
		if len(l.buckets) >= clients {
			l.forget(now)
		}
		if len(l.buckets) >= clients {
			client = netip.Prefix{}
			b, known = l.buckets[client]
		}
		if !known {
			b = bucket{left: l.burst, at: now}
		}
	}
	b = l.refilled(b, now)
	allowed := b.left >= 1
	if allowed {
		b.left--
	}
	l.buckets[client] = b
	return allowed
}

func (l *limiter) refilled(b bucket, now time.Time) bucket {
	if passed := now.Sub(b.at).Seconds(); passed > 0 {
		b.left = min(l.burst, b.left+passed*l.rate)
		b.at = now
	}
	return b
}

func (l *limiter) forget(now time.Time) {
	for client, b := range l.buckets {
		if l.refilled(b, now).left >= l.burst {
			delete(l.buckets, client)
		}
	}
}

// client is what a client is known by: its address, of IPv6 the network, since a
// host has as many addresses there as it likes.
func client(remote string) netip.Prefix {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		return netip.Prefix{}
	}
	address, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Prefix{}
	}
	address = address.Unmap().WithZone("")
	bits := 64
	if address.Is4() {
		bits = 32
	}
	prefix, err := address.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return prefix
}
