package console

import "fengcun/internal/registry"

var identityRoutes = []route{
	{"POST /matters/{id}", (*visit).identityOfMatter, false},
}

// identityOfMatter shows the matter with the full identity. It is a request of its
// own, so that no browser asks for it ahead, and an entry of its own in the log.
func (v *visit) identityOfMatter() error {
	return v.showMatter("matter", func(m registry.MatterView) (registry.View, error) {
		return v.parts.Registry.Read(v.ctx(), v.actor(), m.Copy)
	})
}
