// The check itself, as docs/verification.md specifies it.

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function decodeText (text) {
  const typed = text.toUpperCase().replace(/[ \-\t\r\n]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  const bytes = []
  let held = 0
  let bits = 0
  for (const c of typed) {
    const value = alphabet.indexOf(c)
    if (value < 0) return null
    held = (held << 5 | value) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push(held >> bits & 255)
    }
  }
  // What is left over is less than a character, and zero.
  return bits < 5 && (held & (1 << bits) - 1) === 0 ? Uint8Array.from(bytes) : null
}

// canonical is the form in which names and ID numbers are compared.
function canonical (text) {
  return text.normalize('NFKC')
    .replace(/[\t-\r \u0085\u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/g, '')
    .replace(/[\u2022\u2027\u2219\u22c5\u30fb]/g, '\u00b7')
    .replace(/[a-z]/g, c => c.toUpperCase())
}

const suites = {
  1: { name: 'intl', hash: m => sha2(m, 32), verify: verifyEdwards },
  2: { name: 'gm', hash: sm3, verify: async (key, message, signature) => sm2(key, message, signature) }
}

// verifyEdwards asks the browser where it knows Ed25519, and computes otherwise.
async function verifyEdwards (key, message, signature) {
  try {
    const known = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify'])
    return await crypto.subtle.verify({ name: 'Ed25519' }, known, signature, message)
  } catch (e) {
    return edwards(key, message, signature)
  }
}

const codeSize = 191
const signedSize = 127

function text (bytes) {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end--
  const kept = bytes.subarray(0, end)
  if (kept.length === 0 || kept.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(kept)
  } catch (e) {
    return null
  }
}

const twoDigits = n => String(n).padStart(2, '0')
function dateOf (bytes) {
  const year = bytes[0] << 8 | bytes[1]
  const days = new Date(Date.UTC(2000, bytes[2], 0))
  days.setUTCFullYear(year, bytes[2], 0)
  if (year < 1 || year > 9999 || bytes[2] < 1 || bytes[2] > 12 || bytes[3] < 1 || bytes[3] > days.getUTCDate()) return null
  return String(year).padStart(4, '0') + '-' + twoDigits(bytes[2]) + '-' + twoDigits(bytes[3])
}

// parseCode returns what a code says, or null.
function parseCode (typed) {
  const upper = typed.trim().toUpperCase()
  const b = upper.startsWith('GW1:') ? decodeText(upper.slice(4)) : null
  if (!b || b.length !== codeSize || b[0] !== 1) return null
  const code = {
    algorithms: b[1],
    key: hex(b.subarray(2, 10)),
    organ: text(b.subarray(10, 42)),
    kind: b[42],
    dateBytes: b.subarray(43, 47),
    date: dateOf(b.subarray(43, 47)),
    number: text(b.subarray(47, 95)),
    digest: b.subarray(95, signedSize),
    signed: b.subarray(0, signedSize),
    signature: b.subarray(signedSize)
  }
  return code.organ && code.number && code.date && code.kind ? code : null
}

// parseKeys reads a file of published keys, or returns null if its publisher did
// not sign it.
async function parseKeys (file) {
  const at = file.lastIndexOf('\nsignature ')
  const body = file.slice(0, at + 1)
  const signature = unhex(file.slice(at + 11, -1))
  if (at < 0 || !file.endsWith('\n') || !signature || signature.length !== 64) return null
  const lines = body.slice(0, -1).split('\n')
  const [word, name, key] = (lines[1] || '').split(' ')
  const algorithms = Object.keys(suites).find(n => suites[n].name === name)
  if (lines[0] !== 'document-keys/1' || word !== 'publisher' || !algorithms || !unhex(key || '')) return null
  const suite = suites[algorithms]
  if (!await suite.verify(unhex(key), utf8('document-keys/1\0' + body), signature)) return null
  const fingerprint = hex(suite.hash(concat(utf8('document-publisher/1\0'), Uint8Array.of(algorithms), unhex(key))).subarray(0, 16))
  const keys = { algorithms: Number(algorithms), fingerprint: fingerprint.match(/..../g).join(' '), issued: lines[2].replace('issued ', ''), list: [] }
  let organ = ''
  let organName = ''
  for (const line of lines.slice(3)) {
    const parts = line.split(' ')
    if (parts[0] === 'organ') {
      organ = parts[1]
      organName = parts.slice(2).join(' ')
    } else if (parts[0] === 'key') {
      keys.list.push({ organ, organName, id: parts[1], from: parts[2], to: parts[3], public: unhex(parts[4]) })
    }
  }
  return keys
}

// checkCode returns a state and a reason for the code and for the subject.
async function checkCode (code, keys) {
  if (!code) return ['fails', 'code_form']
  if (!keys) return ['unchecked', 'no_keys']
  const key = keys.list.find(k => k.organ === code.organ && k.id === code.key)
  if (!key || keys.algorithms !== code.algorithms) return ['fails', 'key_unknown']
  const message = concat(utf8('document-code/1\0'), code.signed)
  if (!await suites[code.algorithms].verify(key.public, message, code.signature)) return ['fails', 'code_signature']
  if (code.date < key.from || (key.to !== '-' && code.date > key.to)) return ['fails', 'key_date']
  return ['holds', '']
}

function checkSubject (code, name, idNumber, saltText) {
  if (!code || name === '' || saltText === '') return ['unchecked', 'no_subject']
  const salt = decodeText(saltText)
  if (!salt || salt.length !== 10) return ['fails', 'salt_form']
  const suite = suites[code.algorithms]
  if (!suite) return ['fails', 'subject_differs']
  const parts = [code.number, canonical(name), canonical(idNumber)].map(utf8)
  const message = concat(utf8('document-digest/1\0'), ...parts.flatMap(p => [uint16(p.length), p]), code.dateBytes, salt)
  return equal(suite.hash(message), code.digest) ? ['holds', ''] : ['fails', 'subject_differs']
}
