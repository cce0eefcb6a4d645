package rules

import (
	"bytes"
	"encoding/binary"
)

// pixels reads the size of a picture from its first bytes: PNG, GIF, JPEG or
// WebP. ok is false for anything else and where the size is 0 or not reached.
func pixels(b []byte) (w, h int, ok bool) {
	switch {
	case len(b) >= 24 && bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")):
		w, h = int(binary.BigEndian.Uint32(b[16:])), int(binary.BigEndian.Uint32(b[20:]))
	case len(b) >= 10 && (bytes.HasPrefix(b, []byte("GIF87a")) || bytes.HasPrefix(b, []byte("GIF89a"))):
		w, h = int(binary.LittleEndian.Uint16(b[6:])), int(binary.LittleEndian.Uint16(b[8:]))
	case bytes.HasPrefix(b, []byte{0xff, 0xd8}):
		w, h = jpegSize(b)
	case len(b) >= 30 && bytes.HasPrefix(b, []byte("RIFF")) && string(b[8:12]) == "WEBP":
		w, h = webpSize(b)
	}
	const most = 1 << 20 // pixels a side; more is damage
	return w, h, w > 0 && h > 0 && w <= most && h <= most
}

// jpegSize walks the segments up to the frame header.
func jpegSize(b []byte) (w, h int) {
	for i := 2; i+9 < len(b); {
		if b[i] != 0xff {
			return 0, 0
		}
		switch marker := b[i+1]; {
		case marker == 0xff: // padding
			i++
			continue
		case marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc:
			return int(binary.BigEndian.Uint16(b[i+7:])), int(binary.BigEndian.Uint16(b[i+5:]))
		case marker == 0xda || marker == 0xd9: // the picture itself, or its end
			return 0, 0
		case marker == 0x01 || marker >= 0xd0 && marker <= 0xd7: // no length
			i += 2
			continue
		}
		i += 2 + int(binary.BigEndian.Uint16(b[i+2:]))
	}
	return 0, 0
}

// webpSize reads the three kinds of first chunk; b has 30 bytes or more.
func webpSize(b []byte) (w, h int) {
	switch string(b[12:16]) {
	case "VP8 ":
		return int(binary.LittleEndian.Uint16(b[26:]) & 0x3fff), int(binary.LittleEndian.Uint16(b[28:]) & 0x3fff)
	case "VP8L":
		n := binary.LittleEndian.Uint32(b[21:])
		return int(n&0x3fff) + 1, int(n>>14&0x3fff) + 1
	case "VP8X":
		three := func(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
		return three(b[24:]) + 1, three(b[27:]) + 1
	}
	return 0, 0
}
