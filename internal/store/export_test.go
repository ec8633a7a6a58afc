package store

// SetTestOnlyFault makes fault be called at every point of every transaction. It
// must be set before the store is used.
func (s *Store) SetTestOnlyFault(fault func(point string) error) { s.testOnlyFault = fault }
