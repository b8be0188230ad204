// Package script states the facts of the Arabic script that a program needs to
// read damaged text.
//
// Which call do I want?
//
//   - Do these two letters join? [Joins], [JoinsNext], [JoiningOf]; the shape of
//     each letter of a word: [Forms].
//   - What does this presentation form stand for? [Unshape], and back: [Shape].
//   - What is this code point? [IsLetter], [IsMark], [IsTatweel], [DigitOf],
//     [IsJoinControl], [IsBidiControl], [BracketOf], [Mirror], [Symbol].
//   - Which letter was meant in this language? [Folds]. What are the letters
//     of a language? [Alphabet].
//   - Are these the same letters, whoever encoded them? [Skeleton].
//
// Languages are given as BCP 47 tags: ar, azb, ckb, fa, ps, ug, ur.
//
// The tables come from the Unicode files of the version [UnicodeVersion], which
// is that of the standard library; go generate writes them.
package script

//go:generate go run ./internal/gen
