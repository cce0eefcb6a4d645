package evaluation

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// ReadData reads the variables of cases: one JSON object a line, empty lines
// are skipped. An error names the file, the line and what was expected.
func ReadData(name string, data []byte) ([]map[string]any, error) {
	var out []map[string]any
	for i, line := range bytes.Split(data, []byte("\n")) {
		if line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))); len(line) == 0 {
			continue
		}
		dec := json.NewDecoder(bytes.NewReader(line))
		dec.UseNumber()
		var vars map[string]any
		err := dec.Decode(&vars)
		if err == nil && vars == nil {
			err = fmt.Errorf("null")
		}
		if _, more := dec.Token(); err == nil && more != io.EOF {
			err = fmt.Errorf("something stands behind the object")
		}
		if err != nil {
			return nil, fmt.Errorf(`%s:%d: %w; expected one JSON object with the variables of a case, such as {"question": "…"}`, name, i+1, err)
		}
		out = append(out, vars)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf(`%s is empty; expected lines such as {"question": "…"}`, name)
	}
	return out, nil
}
