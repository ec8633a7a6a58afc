package law

// EffectToConfirm reports whether a person has to confirm the day on which the
// outcome took effect before it is decided on and served (Article 11): that of a
// judgment since the Measures are in force. An organ's decision takes effect with
// being made; what ended earlier is long final.
func (o Outcome) EffectToConfirm() bool {
	closed, _ := o.closed()
	return (closed.IsZero() || !closed.Before(measures2022.From)) && o.servedByCourt()
}
