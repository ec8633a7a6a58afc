// Bytes and the digests. Everything here works on public data, so nothing is done
// to run in constant time.

const utf8 = text => new TextEncoder().encode(text)
const concat = (...parts) => {
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const p of parts) { all.set(p, at); at += p.length }
  return all
}
const hex = bytes => Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('')
const unhex = text => {
  if (text.length % 2 || /[^0-9a-f]/.test(text)) return null
  return Uint8Array.from(text.match(/../g) || [], pair => parseInt(pair, 16))
}
const equal = (a, b) => a.length === b.length && a.every((v, i) => v === b[i])
const toNumber = bytes => bytes.length ? BigInt('0x' + hex(bytes)) : 0n
const fromNumber = (n, size) => unhex(n.toString(16).padStart(2 * size, '0'))
const uint16 = n => Uint8Array.of(n >> 8, n & 255)

// padding as of SHA-2 and SM3: a one bit, zeros, the length in bits.
function padded (message, block, lengthSize) {
  const size = Math.ceil((message.length + 1 + lengthSize) / block) * block
  const all = new Uint8Array(size)
  all.set(message)
  all[message.length] = 0x80
  all.set(fromNumber(BigInt(message.length) * 8n, lengthSize), size - lengthSize)
  return all
}

// The constants of SHA-2 are the first bits of the fractions of square and cube
// roots of the first primes (FIPS 180-4), here 64 of them.
function root (n, power) {
  let low = 0n
  let high = 1n << 80n
  while (low < high) {
    const middle = (low + high + 1n) >> 1n
    if (middle ** power <= n) low = middle
    else high = middle - 1n
  }
  return low
}
const primes = []
for (let n = 2; primes.length < 80; n++) if (primes.every(p => n % p)) primes.push(n)
const fraction = (n, power) => root(BigInt(n) << (64n * power), power) & (1n << 64n) - 1n
const squareRoots = primes.slice(0, 8).map(p => fraction(p, 2n))
const cubeRoots = primes.map(p => fraction(p, 3n))

// sha2 is SHA-256 with words of 32 bits and SHA-512 with words of 64.
function sha2 (message, width) {
  const wide = width === 64
  const bits = BigInt(width)
  const mask = (1n << bits) - 1n
  const [b0, b1, s0, s1] = wide
    ? [[28n, 34n, 39n], [14n, 18n, 41n], [1n, 8n, 7n], [19n, 61n, 6n]]
    : [[2n, 13n, 22n], [6n, 11n, 25n], [7n, 18n, 3n], [17n, 19n, 10n]]
  const cut = n => n >> (64n - bits)
  const k = cubeRoots.slice(0, wide ? 80 : 64).map(cut)
  let h = squareRoots.map(cut)
  const turn = (x, n) => (x >> n | x << (bits - n)) & mask
  const big = (x, r) => turn(x, r[0]) ^ turn(x, r[1]) ^ turn(x, r[2])
  const small = (x, r) => turn(x, r[0]) ^ turn(x, r[1]) ^ x >> r[2]
  const size = width / 8
  const data = padded(message, 16 * size, 2 * size)
  for (let at = 0; at < data.length; at += 16 * size) {
    const w = []
    for (let i = 0; i < k.length; i++) {
      w[i] = i < 16
        ? toNumber(data.subarray(at + i * size, at + (i + 1) * size))
        : (w[i - 16] + small(w[i - 15], s0) + w[i - 7] + small(w[i - 2], s1)) & mask
    }
    let [a, b, c, d, e, f, g, last] = h
    for (let i = 0; i < k.length; i++) {
      const one = last + big(e, b1) + (e & f ^ ~e & mask & g) + k[i] + w[i]
      const two = big(a, b0) + (a & b ^ a & c ^ b & c)
      last = g; g = f; f = e; e = (d + one) & mask
      d = c; c = b; b = a; a = (one + two) & mask
    }
    h = [a, b, c, d, e, f, g, last].map((v, i) => (v + h[i]) & mask)
  }
  return concat(...h.map(v => fromNumber(v, size)))
}

// sm3 is GB/T 32905.
function sm3 (message) {
  const turn = (x, n) => (x << n % 32 | x >>> (32 - n % 32) % 32) >>> 0
  const p0 = x => (x ^ turn(x, 9) ^ turn(x, 17)) >>> 0
  const p1 = x => (x ^ turn(x, 15) ^ turn(x, 23)) >>> 0
  let h = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]
  const data = padded(message, 64, 8)
  const view = new DataView(data.buffer)
  for (let at = 0; at < data.length; at += 64) {
    const w = []
    for (let i = 0; i < 68; i++) {
      w[i] = i < 16 ? view.getUint32(at + 4 * i)
        : (p1(w[i - 16] ^ w[i - 9] ^ turn(w[i - 3], 15)) ^ turn(w[i - 13], 7) ^ w[i - 6]) >>> 0
    }
    let [a, b, c, d, e, f, g, last] = h
    for (let i = 0; i < 64; i++) {
      const t = i < 16 ? 0x79cc4519 : 0x7a879d8a
      const one = turn((turn(a, 12) + e + turn(t, i)) >>> 0, 7)
      const two = (one ^ turn(a, 12)) >>> 0
      const ff = i < 16 ? a ^ b ^ c : a & b | a & c | b & c
      const gg = i < 16 ? e ^ f ^ g : e & f | ~e & g
      const first = ((ff >>> 0) + d + two + ((w[i] ^ w[i + 4]) >>> 0)) >>> 0
      const second = ((gg >>> 0) + last + one + w[i]) >>> 0
      d = c; c = turn(b, 9); b = a; a = first
      last = g; g = turn(f, 19); f = e; e = p0(second)
    }
    h = [a, b, c, d, e, f, g, last].map((v, i) => (v ^ h[i]) >>> 0)
  }
  return concat(...h.map(v => fromNumber(BigInt(v), 4)))
}
