package main

// wording is one text in both languages. {name} is replaced by a value.
type wording struct{ zh, en string }

// words are the words of the command line itself, Chinese first. Sentences of
// errors and the names of the law's terms stand in package locale.
var words = map[string]wording{
	"word.usage":       {"用法：", "Usage: "},
	"word.arguments":   {"参数：", "Arguments:"},
	"word.flags":       {"选项：", "Flags:"},
	"word.commands":    {"命令：", "Commands:"},
	"word.more":        {"运行“{command}”查看某一命令的说明。", "Run \"{command}\" for more information on a command."},
	"word.colon":       {"：", ": "},
	"word.calendar":    {"日历版本", "calendar"},
	"word.rule_set":    {"规则版本", "rule set"},
	"word.go":          {"编译器", "compiler"},
	"word.duty":        {"事项", "duty"},
	"word.standing":    {"性质", "standing"},
	"word.starts":      {"起算", "counted from"},
	"word.basis":       {"依据", "basis"},
	"word.article":     {"条", "article"},
	"word.vectors":     {"用例", "vectors"},
	"word.requirement": {"要求", "requirement"},
	"word.yes":         {"是", "yes"},
	"word.no":          {"否", "no"},

	"standing.statutory": {"法定期限", "statutory"},
	"standing.internal":  {"内部目标", "internal target"},
	"standing.history":   {"已被替代", "superseded"},

	"starts.receipt":         {"收到文书次日", "day after receipt"},
	"starts.enforcement_end": {"刑事执行完毕次日", "day after the end of enforcement"},
	"starts.acceptance":      {"受理次日", "day after acceptance"},
	"starts.service":         {"接到判决书、裁定书次日", "day after service"},
	"starts.effect":          {"裁判生效次日", "day after the judgment took effect"},
	"starts.decision":        {"作出不起诉决定次日", "day after the decision"},
	"starts.closing":         {"生效或者作出终结性决定次日", "day after effect or final decision"},
	"starts.ground":          {"解除事由成立次日", "day after the ground arose"},
	"starts.request":         {"收到申请次日", "day after the application"},

	"decide.bad_line": {"第{line}行：{sentence}", "line {line}: {sentence}"},

	"policy.allowed": {"允许：{role}，{act}。", "Allowed: {role}, {act}."},
	"policy.denied":  {"不允许：{role}，{act}。", "Denied: {role}, {act}."},

	"mark.V":       {"条文要求已对照中文来源", "read in a Chinese source"},
	"mark.S":       {"仅对照公布文本", "read in the published text only"},
	"mark.K":       {"依据一般法律知识，未重新核对，不得引为原文", "general knowledge of the law, not read again; never a quotation"},
	"mark.C":       {"条文未明，属系统设计上的解释", "construction where the text is silent"},
	"law.where":    {"实现", "carried out in"},
	"law.vectors":  {"用例", "proved by vectors"},
	"law.not_here": {"本程序尚未实现该条。", "Not carried out by this program."},

	"help.fengcun": {"封存：未成年人犯罪记录封存办理系统。", "fengcun (封存) carries out the sealing of juvenile criminal records."},
	"help.help":    {"显示说明。", "Show this help."},
	"help.lang":    {"语言；默认取自 LC_ALL、LANG，否则为中文。", "Language; from LC_ALL or LANG, otherwise Chinese."},
	"help.json":    {"以 JSON 输出，格式见 docs/cli.md。", "Answer in JSON, in the shapes of docs/cli.md."},
	"help.verbose": {"将运行日志写到标准错误；日志不含个人信息。", "Log to standard error; never with a particular of a person."},

	"help.decide":           {"按事实判断是否封存，逐条说明理由。", "Decide from facts whether to seal, with the reasons."},
	"help.decide.file":      {"事实文件：一份 JSON，或者每行一份 JSON；“-”为标准输入。", "Facts: one JSON document or JSON Lines; - is standard input."},
	"help.decide.as_of":     {"判断所针对的日期，如 2026-11-23。", "The day asked for, for example 2026-11-23."},
	"help.decide.unsealing": {"事实为解除封存的事由。", "The facts are grounds for lifting a seal."},

	"help.deadline":          {"计算办理期限，说明每一日为何顺延或者不计入。", "Compute a term and say why each day was passed over."},
	"help.deadline.duty":     {"事项代码，见 --list。", "Code of the duty; see --list."},
	"help.deadline.start":    {"起算事件之日（当日不计入）。", "Day of the event, which is not counted."},
	"help.deadline.list":     {"列出全部期限。", "List every term."},
	"help.deadline.override": {"补充的节假日安排（JSON），可多次给出。", "Additional holiday arrangement (JSON); may be repeated."},

	"help.effective":      {"计算判决、裁定的生效日期，供承办人确认。", "Propose the day on which a judgment takes effect, for a person to confirm."},
	"help.effective.file": {"送达与上诉情况（JSON）；“-”为标准输入。", "Service and appeals (JSON); - is standard input."},

	"help.law":         {"查看某条的要求、实现位置和用例。", "Show an article: requirement, where it is carried out, what proves it."},
	"help.law.article": {"条号，1 至 26；不填则列出全部。", "Number of the article, 1 to 26; without it all are listed."},

	"help.roster":       {"名册。", "Lists of cases."},
	"help.roster.check": {"逐行检查名册；只读该文件，不与任何记录比对。", "Check a list row by row, from the file alone."},
	"help.roster.file":  {"名册文件（.xlsx 或者 .csv）。", "The list (.xlsx or .csv)."},

	"help.policy":             {"权限规则。", "The rules of who may do what."},
	"help.policy.why":         {"说明某角色可否办理某事项及其依据。", "Say whether a role may do an act, and why."},
	"help.policy.role":        {"角色，如 handler。", "The role, for example handler."},
	"help.policy.act":         {"事项，如 certify。", "The act, for example certify."},
	"help.policy.other_organ": {"对象属于其他机关。", "The thing belongs to another organ."},
	"help.policy.proposed":    {"由谁提出。", "Who proposed it."},
	"help.policy.task":        {"由谁承办。", "Whose task it is."},
	"help.policy.sealed":      {"对象已封存。", "The thing is sealed."},
	"help.policy.warranted":   {"已有调阅许可。", "There is a warrant."},

	"help.version": {"显示程序、规则和日历的版本。", "Show the versions of program, rules and calendar."},
}
