package sarif

// The parts of SARIF 2.1.0 that the report uses, under the names of the
// standard. Optional parts are left out when empty.

type log struct {
	Schema  string `json:"$schema"`
	Version string `json:"version"`
	Runs    []run  `json:"runs"`
}

type run struct {
	Tool               tool                  `json:"tool"`
	Invocations        []invocation          `json:"invocations"`
	OriginalURIBaseIDs map[string]artifactAt `json:"originalUriBaseIds"`
	Artifacts          []artifact            `json:"artifacts,omitempty"`
	ColumnKind         string                `json:"columnKind"`
	NewlineSequences   []string              `json:"newlineSequences"`
	DefaultEncoding    string                `json:"defaultEncoding"`
	Results            []*result             `json:"results"`
}

type tool struct {
	Driver driver `json:"driver"`
}

type driver struct {
	Name           string `json:"name"`
	Version        string `json:"version,omitempty"`
	InformationURI string `json:"informationUri"`
	Rules          []rule `json:"rules"`
}

type rule struct {
	ID                   string         `json:"id"`
	ShortDescription     *text          `json:"shortDescription,omitempty"`
	FullDescription      *text          `json:"fullDescription,omitempty"`
	Help                 *text          `json:"help,omitempty"`
	HelpURI              string         `json:"helpUri,omitempty"`
	DefaultConfiguration configuration  `json:"defaultConfiguration"`
	Properties           map[string]any `json:"properties,omitempty"`
}

type configuration struct {
	Level string `json:"level"`
}

type text struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type invocation struct {
	ExecutionSuccessful bool           `json:"executionSuccessful"`
	Notifications       []notification `json:"toolExecutionNotifications,omitempty"`
	Properties          map[string]any `json:"properties,omitempty"`
}

type notification struct {
	Level     string     `json:"level"`
	Message   text       `json:"message"`
	Locations []location `json:"locations,omitempty"`
}

type artifact struct {
	Location artifactAt `json:"location"`
}

type artifactAt struct {
	URI         string `json:"uri,omitempty"`
	URIBaseID   string `json:"uriBaseId,omitempty"`
	Index       *int   `json:"index,omitempty"`
	Description *text  `json:"description,omitempty"`
}

type result struct {
	RuleID              string            `json:"ruleId"`
	RuleIndex           int               `json:"ruleIndex"`
	Level               string            `json:"level"`
	Message             text              `json:"message"`
	Locations           []location        `json:"locations"`
	PartialFingerprints map[string]string `json:"partialFingerprints"`
	Fixes               []fix             `json:"fixes,omitempty"`
	Properties          map[string]any    `json:"properties,omitempty"`

	rank int // of the severity, for limits
}

type location struct {
	PhysicalLocation physicalLocation `json:"physicalLocation"`
	Message          *text            `json:"message,omitempty"`
}

type physicalLocation struct {
	ArtifactLocation artifactAt `json:"artifactLocation"`
	Region           *region    `json:"region,omitempty"`
}

// A region has 1-based lines and columns; EndColumn is exclusive.
type region struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
	EndLine     int `json:"endLine,omitempty"`
	EndColumn   int `json:"endColumn,omitempty"`
}

type fix struct {
	Description     text             `json:"description"`
	ArtifactChanges []artifactChange `json:"artifactChanges"`
	Properties      map[string]any   `json:"properties"`
}

type artifactChange struct {
	ArtifactLocation artifactAt    `json:"artifactLocation"`
	Replacements     []replacement `json:"replacements"`
}

type replacement struct {
	DeletedRegion   region `json:"deletedRegion"`
	InsertedContent text   `json:"insertedContent"`
}
