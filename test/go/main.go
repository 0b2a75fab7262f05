// Command ledgercheck holds a ledger of the UPI Simulator against Go's own transparency log code,
// golang.org/x/mod/sumdb note and tlog, which shares nothing with this project. It accepts every
// checkpoint, inclusion proof and consistency proof in a file and makes sure that each of them,
// changed, is refused.
package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type inclusion struct {
	Leaf  int64    `json:"leaf"`
	Proof []string `json:"proof"`
}

type consistency struct {
	Older int64    `json:"older"`
	Newer int64    `json:"newer"`
	Proof []string `json:"proof"`
}

type ledger struct {
	VerifierKey string        `json:"verifierKey"`
	Leaves      []string      `json:"leaves"`
	Checkpoints []string      `json:"checkpoints"`
	Inclusion   []inclusion   `json:"inclusion"`
	Consistency []consistency `json:"consistency"`
}

type report struct {
	Checkpoints int      `json:"checkpoints"`
	Inclusion   int      `json:"inclusion"`
	Consistency int      `json:"consistency"`
	Refused     int      `json:"refused"`
	Problems    []string `json:"problems"`
}

func (r *report) accept(what string, err error) {
	if err != nil {
		r.Problems = append(r.Problems, fmt.Sprintf("%s was not accepted: %v", what, err))
	}
}

func (r *report) refuse(what string, err error) {
	if err == nil {
		r.Problems = append(r.Problems, what+" was accepted")
		return
	}
	r.Refused++
}

func hashes(texts []string) []tlog.Hash {
	list := make([]tlog.Hash, len(texts))
	for i, text := range texts {
		bytes, err := hex.DecodeString(text)
		if err != nil || len(bytes) != tlog.HashSize {
			fail("a hash is malformed: " + text)
		}
		copy(list[i][:], bytes)
	}
	return list
}

func flipped(list []tlog.Hash, at int) []tlog.Hash {
	changed := append([]tlog.Hash(nil), list...)
	changed[at][7] ^= 1
	return changed
}

func forked(hash tlog.Hash) tlog.Hash {
	hash[31] ^= 0x80
	return hash
}

// openCheckpoint verifies the note's signature and parses origin, size and root.
func openCheckpoint(text string, verifiers note.Verifiers) (tlog.Tree, error) {
	opened, err := note.Open([]byte(text), verifiers)
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 {
		return tlog.Tree{}, fmt.Errorf("%d lines", len(lines))
	}
	var tree tlog.Tree
	if _, err := fmt.Sscanf(lines[1], "%d", &tree.N); err != nil {
		return tlog.Tree{}, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

func (r *report) checkCheckpoints(l ledger, verifiers note.Verifiers) map[int64]tlog.Hash {
	roots := map[int64]tlog.Hash{}
	for i, text := range l.Checkpoints {
		name := fmt.Sprintf("checkpoint %d", i)
		tree, err := openCheckpoint(text, verifiers)
		r.accept(name, err)
		roots[tree.N] = tree.Hash
		r.Checkpoints++
		signature := strings.LastIndex(text, " ") + 20
		for _, at := range []int{0, strings.Index(text, "\n") + 1, strings.Index(text, "\n\n") - 5, signature} {
			changed := []byte(text)
			changed[at] ^= 1
			_, err := openCheckpoint(string(changed), verifiers)
			r.refuse(fmt.Sprintf("%s with byte %d changed", name, at), err)
		}
	}
	return roots
}

func (r *report) checkInclusion(l ledger, size int64, root tlog.Hash) {
	for _, each := range l.Inclusion {
		name := fmt.Sprintf("inclusion of leaf %d", each.Leaf)
		bytes, err := hex.DecodeString(l.Leaves[each.Leaf])
		if err != nil {
			fail(name + ": " + err.Error())
		}
		leaf := tlog.RecordHash(bytes)
		proof := tlog.RecordProof(hashes(each.Proof))
		r.accept(name, tlog.CheckRecord(proof, size, root, each.Leaf, leaf))
		r.Inclusion++
		bytes[len(bytes)/2] ^= 1
		r.refuse(name+", tampered", tlog.CheckRecord(proof, size, root, each.Leaf, tlog.RecordHash(bytes)))
		r.refuse(name+", forked root", tlog.CheckRecord(proof, size, forked(root), each.Leaf, leaf))
		r.refuse(name+", other place", tlog.CheckRecord(proof, size, root, (each.Leaf+1)%size, leaf))
		for at := range proof {
			r.refuse(fmt.Sprintf("%s, hash %d changed", name, at),
				tlog.CheckRecord(tlog.RecordProof(flipped(proof, at)), size, root, each.Leaf, leaf))
		}
	}
}

func (r *report) checkConsistency(l ledger, roots map[int64]tlog.Hash) {
	for _, each := range l.Consistency {
		name := fmt.Sprintf("consistency of %d and %d", each.Older, each.Newer)
		proof := tlog.TreeProof(hashes(each.Proof))
		older, newer := roots[each.Older], roots[each.Newer]
		r.accept(name, tlog.CheckTree(proof, each.Newer, newer, each.Older, older))
		r.Consistency++
		r.refuse(name+", forked older root", tlog.CheckTree(proof, each.Newer, newer, each.Older, forked(older)))
		r.refuse(name+", forked newer root", tlog.CheckTree(proof, each.Newer, forked(newer), each.Older, older))
		for at := range proof {
			r.refuse(fmt.Sprintf("%s, hash %d changed", name, at),
				tlog.CheckTree(tlog.TreeProof(flipped(proof, at)), each.Newer, newer, each.Older, older))
		}
	}
}

func fail(why string) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(2)
}

func main() {
	if len(os.Args) != 2 {
		fail("usage: ledgercheck FILE")
	}
	bytes, err := os.ReadFile(os.Args[1])
	if err != nil {
		fail(err.Error())
	}
	var l ledger
	if err := json.Unmarshal(bytes, &l); err != nil {
		fail(err.Error())
	}
	verifier, err := note.NewVerifier(l.VerifierKey)
	if err != nil {
		fail("the verifier key: " + err.Error())
	}
	r := report{Problems: []string{}}
	roots := r.checkCheckpoints(l, note.VerifierList(verifier))
	size := int64(len(l.Leaves))
	r.checkInclusion(l, size, roots[size])
	r.checkConsistency(l, roots)
	if err := json.NewEncoder(os.Stdout).Encode(r); err != nil {
		fail(err.Error())
	}
	if len(r.Problems) > 0 {
		os.Exit(1)
	}
}
