package catalog

import "slices"

type featureTable struct {
	list []Feature
	byID map[string]int
}

func loadFeatures() *featureTable {
	t := &featureTable{byID: map[string]int{}}
	decode("features.json", &t.list)
	for i, f := range t.list {
		t.byID[f.ID] = i
	}
	return t
}

// Features returns the vocabulary in its published order.
func (c *Catalog) Features() []Feature { return slices.Clone(c.features().list) }

// FeatureByID returns one entry of the vocabulary.
func (c *Catalog) FeatureByID(id string) (Feature, bool) {
	t := c.features()
	i, ok := t.byID[id]
	if !ok {
		return Feature{}, false
	}
	return t.list[i], true
}
