package main

// commands is the grammar of the command line. Its help texts stand in words.go
// in both languages.
type commands struct {
	Lang    string `help:"${help_lang}" placeholder:"zh-CN|en" enum:",zh-CN,en" default:""`
	JSON    bool   `name:"json" help:"${help_json}"`
	Verbose bool   `short:"v" help:"${help_verbose}"`

	Decide    decideCmd    `cmd:"" help:"${help_decide}"`
	Deadline  deadlineCmd  `cmd:"" help:"${help_deadline}"`
	Effective effectiveCmd `cmd:"" help:"${help_effective}"`
	Law       lawCmd       `cmd:"" help:"${help_law}"`
	Roster    rosterCmd    `cmd:"" help:"${help_roster}"`
	Policy    policyCmd    `cmd:"" help:"${help_policy}"`
	Version   versionCmd   `cmd:"" help:"${help_version}"`
}
