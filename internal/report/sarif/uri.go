package sarif

import (
	"net/url"
	"path"
	"strings"
)

// srcRoot is the base of relative paths; services put the checkout there.
const srcRoot = "%SRCROOT%"

// at returns the location of a file: relative paths against srcRoot, absolute
// ones as file URIs.
func at(name string) artifactAt {
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	drive := len(name) > 2 && name[1] == ':' && name[2] == '/'
	if drive {
		name = "/" + name
	}
	if strings.HasPrefix(name, "/") {
		return artifactAt{URI: (&url.URL{Scheme: "file", Path: name}).String()}
	}
	// String writes ./ before a name with a colon, which would read as a scheme.
	return artifactAt{URI: (&url.URL{Path: name}).String(), URIBaseID: srcRoot}
}
