package bench

import (
	"bytes"
	"testing"

	"github.com/promptglot/promptglot/internal/value"
)

// One arena for all requests gives what memory of its own gives each of them.
func TestArenaChangesNothing(t *testing.T) {
	for _, target := range targets {
		own, to := setup(t, target)
		shared, _ := setup(t, target)
		shared.Arena = &value.Arena{}
		for i, body := range requests(*seed) {
			want, wantLedger, err := carry(own, to, nil, body)
			if err != nil {
				t.Fatal(err)
			}
			got, ledger, err := carry(shared, to, nil, body)
			if err != nil || !bytes.Equal(got, want) || len(ledger) != len(wantLedger) {
				t.Fatalf("request %d for %s: %v, %d entries, not %d\n got %s\nwant %s", i, target, err, len(ledger), len(wantLedger), got, want)
			}
			shared.Arena.Reset() // what the ledger says must outlive it
			for k := range ledger {
				if a, b := ledger[k].MarshalLine(), wantLedger[k].MarshalLine(); !bytes.Equal(a, b) {
					t.Fatalf("request %d for %s: entry %d is %s, not %s", i, target, k, a, b)
				}
			}
		}
	}
}
