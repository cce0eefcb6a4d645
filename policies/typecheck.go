package policies

import (
	"encoding/json"
	"maps"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"
)

// regoType is the OPA type of s. Shapes that occur often are built once: seen
// remembers them.
func (s *shape) regoType(seen map[*shape]types.Type) types.Type {
	if t, ok := seen[s]; ok {
		return t
	}
	var t types.Type
	switch s.kind {
	case text:
		t = types.S
	case integer, number:
		t = types.N
	case boolean:
		t = types.B
	case list:
		t = types.NewArray(nil, s.elem.regoType(seen))
	case mapping:
		t = types.NewObject(nil, types.NewDynamicProperty(types.S, s.elem.regoType(seen)))
	case object:
		ps := make([]*types.StaticProperty, len(s.fields))
		for i, f := range s.fields {
			ps[i] = types.NewStaticProperty(f.name, f.shape.regoType(seen))
		}
		t = types.NewObject(ps, nil)
	default:
		t = types.A
	}
	if s.nullable {
		t = types.Or(t, types.Nl)
	}
	seen[s] = t
	return t
}

// typeInput makes the compiler check every module against the input's shape,
// without annotations in the modules.
//
// OPA takes the type of input from a JSON Schema, and its reader of schemas
// knows no objects with free keys whose values have a type, which is what facts
// are grouped in. So it is given a schema of the outermost keys only, and before
// types are checked their values are replaced by the exact types.
func typeInput(c *ast.Compiler) {
	in := inputShape()
	props := map[string]any{}
	for _, f := range in.fields {
		props[f.name] = map[string]any{}
	}
	set := ast.NewSchemaSet()
	set.Put(ast.SchemaRootRef, map[string]any{"type": "object", "properties": props})
	c.WithSchemas(set)
	c.WithStageAfterID(ast.StageCheckRecursion, ast.CompilerStageDefinition{
		Name:       "PromptglotInputType",
		MetricName: "promptglot_input_type",
		Stage: func(c *ast.Compiler) *ast.Error {
			root, ok := c.TypeEnv.GetByRef(ast.InputRootRef).(*types.Object)
			if !ok {
				return ast.NewError(ast.TypeErr, nil, "the input has no type")
			}
			seen := map[*shape]types.Type{}
			for _, p := range root.StaticProperties() {
				for _, f := range in.fields {
					if p.Key == f.name {
						p.Value = f.shape.regoType(seen)
					}
				}
			}
			return nil
		},
	})
}

// Schema returns the JSON Schema (2020-12) of a policy's input.
func Schema() []byte {
	doc := map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"title":   "Input of a promptglot policy",
	}
	defs := map[string]any{}
	maps.Copy(doc, inputShape().jsonSchema("", defs))
	doc["$defs"] = defs
	b, _ := json.MarshalIndent(doc, "", "  ")
	return append(b, '\n')
}

var jsonTypes = map[shapeKind]string{
	text: "string", integer: "integer", number: "number", boolean: "boolean",
	object: "object", list: "array", mapping: "object",
}

// jsonSchema writes s with a description; what has a name goes to defs once
// and is referred to.
func (s *shape) jsonSchema(doc string, defs map[string]any) map[string]any {
	if s.def != "" {
		if _, done := defs[s.def]; !done {
			defs[s.def] = true // taken, in case the shape holds itself
			plain := *s
			plain.def = ""
			defs[s.def] = plain.jsonSchema("", defs)
		}
		return map[string]any{"$ref": "#/$defs/" + s.def}
	}
	m := map[string]any{}
	if doc != "" {
		m["description"] = doc
	}
	if t, ok := jsonTypes[s.kind]; ok {
		m["type"] = t
		if s.nullable {
			m["type"] = []string{t, "null"}
		}
	}
	switch s.kind {
	case list:
		m["items"] = s.elem.jsonSchema("", defs)
	case mapping:
		m["additionalProperties"] = s.elem.jsonSchema("", defs)
	case object:
		props := map[string]any{}
		required := []string{}
		for _, f := range s.fields {
			props[f.name] = f.shape.jsonSchema(f.doc, defs)
			if !f.optional {
				required = append(required, f.name)
			}
		}
		m["properties"] = props
		m["required"] = required
		m["additionalProperties"] = false
	}
	return m
}
