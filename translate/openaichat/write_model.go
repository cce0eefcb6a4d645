package openaichat

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/translate"
)

// deployment reports whether the target's model is a name that the user chose
// and that the catalogue cannot see through.
func (c *writer) deployment() bool {
	return !c.Same && c.Trait("model_name").Value == "deployment" && !c.Target.Model.Known
}

// model writes the model's name, and says where nothing is known of it.
func (c *writer) model(p *prompt.Prompt) {
	c.SetModel(c.out, "model")
	if !c.deployment() {
		return
	}
	var opts []translate.Option
	opts = append(opts, translate.To(c.out.Get("model")), translate.Maybe("model"), translate.By(c.Trait("model_name").Ref))
	const why = "the model is the name of a deployment of yours here: say under models: in promptglot.yaml which model it is"
	if p.Model == nil {
		c.Warn(nil, "model-name", translate.Approximate, why, opts...)
		return
	}
	c.Warn(p.Model.Value, "model-name", translate.Approximate, why, opts...)
}

// unknownGates names the options that an unknown deployment may refuse: which
// ones depends on its model.
func (c *writer) unknownGates(p *prompt.Prompt) {
	if !c.deployment() {
		return
	}
	for i := range p.Settings {
		s := &p.Settings[i]
		f, ok := c.Target.Dialect.Field(string(s.Param), c.Target.Version)
		if !ok || f.Read || f.Gate == "" || c.out.Get(f.Path) == nil {
			continue
		}
		if is, _, _ := c.Gate(f.Gate); is == catalog.Unknown {
			c.Warn(s.Node, s.Feature, translate.Approximate, "only some models take "+f.Path, translate.To(c.out.Get(f.Path)), translate.Maybe("model"), translate.By(f.Ref))
		}
	}
}
