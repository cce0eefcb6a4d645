package app

// repository judges what concerns no single file: the renderings of the lock
// file, all documents together, and at last the waivers of the configurations,
// which may have been of use to the others.
func (c *check) repository() error {
	if err := c.renderings(); err != nil {
		return err
	}
	if err := c.together(); err != nil {
		return err
	}
	for _, p := range c.order {
		facts := c.configWaivers(p)
		if len(facts) == 0 {
			continue
		}
		e, err := p.policies()
		if err != nil {
			return err
		}
		j := job{project: p}
		j.Path = p.config.File.Path
		r := &result{job: &j, file: p.config.File, facts: facts}
		c.judge(r, e)
		c.take(r)
	}
	return nil
}

// renderings judges the files that locks name, each by the configuration that
// holds for it.
func (c *check) renderings() error {
	facts, err := c.stale()
	if err != nil {
		return err
	}
	for len(facts) > 0 {
		name, n := facts[0].File, 1
		for n < len(facts) && facts[n].File == name {
			n++
		}
		p, err := c.projectFor(name)
		if err != nil {
			return err
		}
		e, err := p.policies()
		if err != nil {
			return err
		}
		j := job{project: p}
		j.Path = name
		r := &result{job: &j, facts: facts[:n]}
		c.judge(r, e)
		c.take(r)
		facts = facts[n:]
	}
	return nil
}
