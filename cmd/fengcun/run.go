package main

import (
	"bytes"
	"context"
	"log/slog"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"fengcun"
	"fengcun/internal/locale"
)

// program is one run of the command line.
type program struct {
	environment
	voice
	ctx    context.Context
	json   bool
	colour bool // on standard output
	log    *slog.Logger
}

// run carries out one command and returns the exit status.
func run(ctx context.Context, env environment, args []string) int {
	lang := locale.Choose(languageOf(args), env.variable)
	v, err := newVoice(lang)
	if err != nil {
		_, _ = env.stderr.Write([]byte("fengcun: the catalogue of sentences is damaged\nhint: install the program again\n"))
		return exitStatus(err)
	}
	p := &program{
		environment: env, voice: v, ctx: ctx,
		colour: env.terminal(env.stdout) && env.variable("NO_COLOR") == "",
		log:    slog.New(slog.DiscardHandler),
	}
	var c commands
	parser, helped, err := p.parser(&c)
	if err != nil {
		return p.fail(&fengcun.Error{Kind: fengcun.KindInternal, Code: "cli.grammar", Err: err})
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	chosen, err := parser.Parse(args)
	if *helped {
		return 0
	}
	p.json = c.JSON || wantsJSON(args)
	if err != nil {
		return p.fail(usageError(err, chosen))
	}
	if c.Verbose {
		p.log = slog.New(slog.NewTextHandler(env.stderr, nil))
	}
	if err := chosen.Run(p); err != nil {
		return p.fail(err)
	}
	return 0
}

// parser builds the grammar in the reader's language. helped becomes true when
// help was asked for and printed.
func (p *program) parser(c *commands) (_ *kong.Kong, helped *bool, err error) {
	helped = new(bool)
	parser, err := kong.New(c,
		kong.Name("fengcun"),
		kong.Description(p.say("help.fengcun", nil)),
		kong.Writers(p.stdout, p.stderr),
		kong.Exit(func(int) { *helped = true }),
		kong.ConfigureHelp(kong.HelpOptions{NoExpandSubcommands: true, WrapUpperBound: 100}),
		kong.Help(p.printHelp),
		kong.PostBuild(func(k *kong.Kong) error {
			k.Model.HelpFlag.Help = p.say("help.help", nil)
			return kong.Visit(k.Model, p.help())
		}),
	)
	return parser, helped, err
}

// help puts each help text in the place of its name in the grammar. A name without
// a text stays as it is, and kong refuses it. As variables of kong's own, the texts
// would all be looked through again for every flag, for a quarter of a second.
func (p *program) help() kong.Visitor {
	texts := p.helpTexts()
	put := func(help *string) {
		if text, ok := texts[*help]; ok {
			*help = text
		}
	}
	return func(part kong.Visitable, next kong.Next) error {
		switch part := part.(type) {
		case *kong.Command:
			put(&part.Help)
		case *kong.Value:
			put(&part.Help)
		}
		return next(nil)
	}
}

// printHelp prints kong's help with its few fixed words in the reader's language.
func (p *program) printHelp(options kong.HelpOptions, ctx *kong.Context) error {
	var page bytes.Buffer
	out := ctx.Stdout
	ctx.Stdout = &page
	err := kong.DefaultHelpPrinter(options, ctx)
	ctx.Stdout = out
	if err != nil {
		return err
	}
	lines := strings.Split(page.String(), "\n")
	for i, line := range lines {
		for _, fixed := range []struct{ word, key string }{
			{"Usage: ", "word.usage"}, {"Arguments:", "word.arguments"}, {"Flags:", "word.flags"}, {"Commands:", "word.commands"},
		} {
			if rest, ok := strings.CutPrefix(line, fixed.word); ok {
				lines[i] = p.say(fixed.key, nil) + rest
			}
		}
		if strings.HasPrefix(line, "Run \"") {
			lines[i] = p.say("word.more", map[string]string{"command": between(line, `"`)})
		}
	}
	_, err = out.Write([]byte(strings.Join(lines, "\n")))
	return err
}

func between(s, mark string) string {
	_, rest, _ := strings.Cut(s, mark)
	inner, _, _ := strings.Cut(rest, mark)
	return inner
}

// languageOf finds --lang before the arguments are parsed, because help and the
// errors of parsing already need a language.
func languageOf(args []string) string {
	for i, a := range args {
		if value, ok := strings.CutPrefix(a, "--lang="); ok {
			return value
		}
		if a == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
	}
	return ""
}

// wantsJSON finds --json where parsing failed before it was reached.
func wantsJSON(args []string) bool {
	for _, a := range args {
		if a == "--json" {
			return true
		}
	}
	return false
}

// misuses turn kong's complaints into codes. Kong repeats arguments in its
// complaints, and an argument may be a name or a number of a person, so nothing
// but flags and placeholders is taken over.
var misuses = []struct {
	complaint *regexp.Regexp
	code      string
	named     *regexp.Regexp
}{
	{regexp.MustCompile(`^unknown flag `), "cli.unknown_flag", firstFlag},
	{regexp.MustCompile(`^missing flags: `), "cli.missing_flag", everyFlag},
	{regexp.MustCompile(`^(missing positional arguments|expected "<)`), "cli.missing_argument", everyPlace},
	{regexp.MustCompile(`^expected (one of )?"[a-z]|^no command selected`), "cli.no_command", nil},
	{regexp.MustCompile(`^unexpected argument `), "cli.unexpected_argument", nil},
	{regexp.MustCompile(`^--[a-z-]+.*can't be used together`), "cli.together", everyFlag},
	{regexp.MustCompile(`^--[a-z-]+`), "cli.value", firstFlag},
	{regexp.MustCompile(`^<[a-z-]+>`), "cli.value", firstPlace},
}

var (
	firstFlag  = regexp.MustCompile(`^[^-]*(--?[a-z][a-z-]*)`)
	everyFlag  = regexp.MustCompile(`(--[a-z][a-z-]*)`)
	firstPlace = regexp.MustCompile(`^<([a-z-]+)>`)
	everyPlace = regexp.MustCompile(`<([a-z-]+)>`)
)

func usageError(err error, chosen *kong.Context) error {
	e := &fengcun.Error{Kind: fengcun.KindInvalid, Code: "cli.usage", Args: map[string]string{"command": "fengcun"}}
	var parse *kong.ParseError
	if asError(err, &parse) {
		chosen = parse.Context
	}
	if chosen != nil && chosen.Selected() != nil {
		e.Args["command"] = chosen.Selected().FullPath()
	}
	for _, m := range misuses {
		if !m.complaint.MatchString(err.Error()) {
			continue
		}
		e.Code = m.code
		if m.named != nil {
			var names []string
			for _, found := range m.named.FindAllStringSubmatch(err.Error(), -1) {
				names = append(names, found[1])
			}
			e.Field = strings.Join(names, ", ")
		}
		break
	}
	return e
}
