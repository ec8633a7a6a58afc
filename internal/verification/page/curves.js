// The two signatures: Ed25519 (RFC 8032) and SM2 with SM3 (GB/T 32918.2).

const modulo = (a, p) => { const r = a % p; return r < 0n ? r + p : r }
function power (base, exponent, p) {
  let result = 1n
  for (base = modulo(base, p); exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = result * base % p
    base = base * base % p
  }
  return result
}
const inverse = (a, p) => power(a, p - 2n, p)

const edwards = (() => {
  const p = (1n << 255n) - 19n
  const order = (1n << 252n) + 27742317777372353535851937790883648493n
  const d = modulo(-121665n * inverse(121666n, p), p)
  const rootOfMinusOne = power(2n, (p - 1n) / 4n, p)
  const little = bytes => toNumber(Uint8Array.from(bytes).reverse())

  // point reads 32 bytes; points are (x, y, z, t) with t = x·y/z.
  function point (bytes) {
    const sign = bytes[31] >> 7
    const y = little(bytes) & (1n << 255n) - 1n
    const u = modulo(y * y - 1n, p)
    const v = modulo(d * y * y + 1n, p)
    let x = modulo(u * v ** 3n * power(u * v ** 7n, (p - 5n) / 8n, p), p)
    if (modulo(v * x * x - u, p) !== 0n) x = x * rootOfMinusOne % p
    if (y >= p || modulo(v * x * x - u, p) !== 0n) return null
    if (Number(x & 1n) !== sign) x = modulo(-x, p)
    return [x, y, 1n, x * y % p]
  }
  function add ([x1, y1, z1, t1], [x2, y2, z2, t2]) {
    const a = (y1 - x1) * (y2 - x2) % p
    const b = (y1 + x1) * (y2 + x2) % p
    const c = 2n * d * t1 * t2 % p
    const e = 2n * z1 * z2 % p
    return [(b - a) * (e - c) % p, (e + c) * (b + a) % p, (e - c) * (e + c) % p, (b - a) * (b + a) % p]
  }
  function times (n, q) {
    let sum = [0n, 1n, 1n, 0n]
    for (; n > 0n; n >>= 1n) {
      if (n & 1n) sum = add(sum, q)
      q = add(q, q)
    }
    return sum
  }
  function encode ([x, y, z]) {
    const over = inverse(z, p)
    const bytes = fromNumber(modulo(y * over, p), 32).reverse()
    bytes[31] |= Number(modulo(x * over, p) & 1n) << 7
    return bytes
  }
  const base = point(fromNumber(modulo(4n * inverse(5n, p), p), 32).reverse())

  return function verify (key, message, signature) {
    const q = key.length === 32 ? point(key) : null
    const s = little(signature.subarray(32))
    if (!q || s >= order) return false
    const first = signature.subarray(0, 32)
    const h = little(sha2(concat(first, key, message), 64)) % order
    return equal(encode(add(times(s, base), times(order - h, q))), first)
  }
})()

const sm2 = (() => {
  const big = text => BigInt('0x' + text)
  const p = big('fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff')
  const a = p - 3n
  const b = big('28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93')
  const order = big('fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123')
  const base = [big('32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7'),
    big('bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0')]
  const identity = '1234567812345678' // the one that GB/T 32918 suggests

  function add (q, r) {
    if (!q || !r) return q || r
    if (q[0] === r[0] && modulo(q[1] + r[1], p) === 0n) return null
    const slope = q[0] === r[0]
      ? (3n * q[0] * q[0] + a) * inverse(2n * q[1], p)
      : (r[1] - q[1]) * inverse(r[0] - q[0], p)
    const x = modulo(slope * slope - q[0] - r[0], p)
    return [x, modulo(slope * (q[0] - x) - q[1], p)]
  }
  function times (n, q) {
    let sum = null
    for (; n > 0n; n >>= 1n) {
      if (n & 1n) sum = add(sum, q)
      q = add(q, q)
    }
    return sum
  }

  return function verify (key, message, signature) {
    if (key.length !== 65 || key[0] !== 4) return false
    const q = [toNumber(key.subarray(1, 33)), toNumber(key.subarray(33))]
    if (q[0] >= p || q[1] >= p || modulo(q[1] * q[1] - q[0] ** 3n - a * q[0] - b, p) !== 0n) return false
    const r = toNumber(signature.subarray(0, 32))
    const s = toNumber(signature.subarray(32))
    if (r < 1n || r >= order || s < 1n || s >= order) return false
    const numbers = [a, b, ...base, ...q].map(n => fromNumber(n, 32))
    const z = sm3(concat(uint16(8 * identity.length), utf8(identity), ...numbers))
    const e = toNumber(sm3(concat(z, message)))
    const t = (r + s) % order
    if (t === 0n) return false
    const sum = add(times(s, base), times(t, q))
    return sum !== null && (e + sum[0]) % order === r
  }
})()
