package catalog

import "time"

// The states of a model on a day.
const (
	StatusActive     = "active"
	StatusDeprecated = "deprecated" // its end is announced
	StatusRetired    = "retired"
	StatusUnknown    = "unknown" // no source says
)

// EndAnnounced reports whether the vendor has announced the end of a model without
// the day of it: it names a successor, and the earliest day.
func (m Model) EndAnnounced() bool { return m.Retires == "" && m.NotBefore != "" && m.Replace != "" }

// On judges the lifecycle by a day (YYYY-MM-DD), which need not be the
// catalogue's own. The days left are nil where the last day is not known.
func (m Model) On(day string) (status string, daysLeft *int) {
	status = m.Status
	if status == "" {
		status = StatusUnknown
	}
	if m.EndAnnounced() && status == StatusActive {
		status = StatusDeprecated
	}
	end, err1 := time.Parse(time.DateOnly, m.Retires)
	now, err2 := time.Parse(time.DateOnly, day)
	if err1 != nil || err2 != nil {
		return status, nil
	}
	left := int(end.Sub(now).Hours() / 24)
	switch {
	case left <= 0:
		status = StatusRetired
	case m.Announced == "" || m.Announced <= day:
		status = StatusDeprecated
	default:
		status = StatusActive
	}
	return status, &left
}
