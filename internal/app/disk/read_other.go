//go:build !unix

package disk

import "os"

func readFile(name string) ([]byte, error) { return os.ReadFile(name) }
