// The page: words, fields, the answer. Nothing that was typed is kept or sent.

const element = id => document.getElementById(id)
const words = JSON.parse(element('words').textContent)
let language = 'zh-CN'
const word = key => words[language][key] || key

let keys = null
let answer = null

function make (tag, content, className) {
  const made = document.createElement(tag)
  if (typeof content === 'string') made.textContent = content
  else made.append(...content)
  if (className) made.className = className
  return made
}

const marks = { holds: '●', fails: '■', unchecked: '▲' }

function showWords () {
  document.documentElement.lang = language
  document.title = word('title')
  for (const e of document.querySelectorAll('[data-word]')) e.textContent = word(e.dataset.word)
  element('language').textContent = language === 'en' ? '中文' : 'English'
  element('language').lang = language === 'en' ? 'zh-CN' : 'en'
  showKeys()
  if (answer) showAnswer()
}

function showKeys () {
  const list = element('keys')
  list.textContent = ''
  const entry = (label, value) => list.append(make('dt', label), make('dd', value))
  if (!keys) return entry(word('publisher'), word('no_publisher'))
  entry(word('publisher'), keys.fingerprint)
  entry(word('published'), keys.issued)
  entry(word('organs'), [...new Set(keys.list.map(k => k.organName))].join(language === 'en' ? ', ' : '、'))
}

function row (label, ...content) {
  const head = make('th', label)
  head.scope = 'row'
  return make('tr', [head, make('td', content)])
}

function table (caption, rows) {
  return make('table', [make('caption', caption), make('tbody', rows)])
}

function showAnswer () {
  const { code, organ, findings } = answer
  const states = findings.map(f => f.state)
  const verdict = states.includes('fails') ? 'fails' : states.includes('unchecked') ? 'unchecked' : 'holds'
  const section = element('result')
  section.textContent = ''
  section.hidden = false
  section.dataset.verdict = verdict
  section.append(make('p', marks[verdict] + ' ' + word('verdict_' + verdict), 'verdict ' + verdict))
  section.append(table(word('parts'), findings.map(f => row(word('part_' + f.part),
    make('span', marks[f.state] + ' ' + word('state_' + f.state), 'state ' + f.state),
    f.reason ? ' ' + word('reason_' + f.reason) : ''))))
  if (code) {
    section.append(table(word('says'), [
      row(word('organ'), organ || word('organ_unknown')),
      row(word('kind'), words[language]['kind_' + code.kind] || word('kind_other')),
      row(word('number'), code.number),
      row(word('date'), code.date)
    ]))
  }
  if (verdict === 'holds') section.append(make('p', word('limits')))
}

async function run (event) {
  event.preventDefault()
  const value = id => element(id).value.trim()
  const code = parseCode(element('code').value)
  const [state, reason] = await checkCode(code, keys)
  const subject = checkSubject(code, value('name'), value('document'), value('salt'))
  const key = code && keys && keys.list.find(k => k.id === code.key && k.organ === code.organ)
  answer = {
    code,
    organ: key && key.organName,
    findings: [{ part: 'code', state, reason }, { part: 'subject', state: subject[0], reason: subject[1] }]
  }
  showAnswer()
  element('result').focus()
}

element('form').addEventListener('submit', run)
element('form').addEventListener('reset', () => {
  answer = null
  element('result').hidden = true
})
element('language').addEventListener('click', () => {
  language = language === 'en' ? 'zh-CN' : 'en'
  showWords()
})
element('file').addEventListener('change', async event => {
  const file = event.target.files[0]
  keys = file ? await parseKeys(await file.text()) : null
  showWords()
})

async function start () {
  keys = await parseKeys(element('published').textContent)
  showWords()
}
start()
