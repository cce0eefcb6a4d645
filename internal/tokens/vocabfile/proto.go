package vocabfile

import (
	"encoding/binary"
	"errors"
	"math"
)

var errWire = errors.New("the protocol buffer ends early or is damaged")

// fields calls visit for each field of a protocol buffer message: number is the
// value of a varint or a fixed one, bytes that of a length-delimited one.
func fields(data []byte, visit func(field int, number uint64, bytes []byte) error) error {
	for len(data) > 0 {
		tag, n := binary.Uvarint(data)
		if n <= 0 || tag>>3 == 0 || tag>>3 > 1<<29 {
			return errWire
		}
		data = data[n:]
		var number uint64
		var chunk []byte
		switch tag & 7 {
		case 0:
			if number, n = binary.Uvarint(data); n <= 0 {
				return errWire
			}
		case 1:
			if n = 8; len(data) < n {
				return errWire
			}
			number = binary.LittleEndian.Uint64(data)
		case 2:
			size, k := binary.Uvarint(data)
			if k <= 0 || size > uint64(len(data)-k) {
				return errWire
			}
			n = k + int(size)
			chunk = data[k:n]
		case 5:
			if n = 4; len(data) < n {
				return errWire
			}
			number = uint64(binary.LittleEndian.Uint32(data))
		default:
			return errWire
		}
		data = data[n:]
		if err := visit(int(tag>>3), number, chunk); err != nil {
			return err
		}
	}
	return nil
}

// parseModelProto reads the fields of sentencepiece_model.proto that matter.
func parseModelProto(data []byte) (*spModel, error) {
	m := &spModel{kind: 1}
	err := fields(data, func(field int, _ uint64, msg []byte) error {
		switch field {
		case 1: // pieces
			p := spPiece{kind: pieceNormal}
			m.pieces = append(m.pieces, p)
			last := &m.pieces[len(m.pieces)-1]
			return fields(msg, func(field int, v uint64, text []byte) error {
				switch field {
				case 1:
					last.text = string(text)
				case 2:
					last.score = math.Float32frombits(uint32(v))
				case 3:
					last.kind = v
				}
				return nil
			})
		case 2: // trainer_spec
			return fields(msg, func(field int, v uint64, _ []byte) error {
				switch field {
				case 3:
					m.kind = v
				case 24:
					m.suffix = v != 0
				case 35:
					m.byteFallback = v != 0
				}
				return nil
			})
		case 3: // normalizer_spec
			return fields(msg, func(field int, v uint64, chunk []byte) error {
				switch field {
				case 2:
					m.charsmap = chunk
				case 3:
					m.noPrefix = v == 0
				case 4:
					m.keep = v == 0
				case 5:
					m.noEscape = v == 0
				}
				return nil
			})
		}
		return nil
	})
	return m, err
}
