package joint_test

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
)

// TestScoreTellsWhatFollows holds that in sentences of our own the words that
// follow a place score higher there than those of the sentence's other places.
func TestScoreTellsWhatFollows(t *testing.T) {
	s := joint.NewScorer(joint.Default())
	right, all := 0, 0
	for _, text := range []string{
		"کارگران شهرداری پس از چند ماه کار دیوارهای کهنه بازار را تعمیر کردند.",
		"این کتاب در سال ۱۳۹۵ به زبان فارسی ترجمه شد و خوانندگان بسیاری پیدا کرد.",
		"وزیر کشاورزی گفت برداشت گندم امسال به دلیل کمبود باران کاهش یافته است.",
		"دانش آموزان روستا هر روز برای رسیدن به مدرسه از رودخانه می گذرند.",
	} {
		ws := s.Words([]rune(text))
		for p := 1; p < len(ws); p++ {
			for q := p + 1; q < len(ws); q++ {
				all++
				if s.Score(ws[:p], ws[p:]) > s.Score(ws[:p], ws[q:]) {
					right++
				}
			}
		}
	}
	if t.Logf("%d of %d pairs", right, all); float64(right) < 0.8*float64(all) {
		t.Errorf("the true words score higher in %d of %d pairs, want 4 of 5", right, all)
	}
}

func TestScoreBounds(t *testing.T) {
	s := joint.NewScorer(joint.Default())
	long := s.Words([]rune(strings.Repeat("ب", 1000) + " ؟ abc 12 123456 \u064b \u200c"))
	for _, ws := range [][]joint.Word{nil, {0}, long} {
		if x := s.Score(ws, ws); math.IsNaN(x) || math.IsInf(x, 0) {
			t.Errorf("%v scores %v", ws, x)
		}
	}
	if a, b := s.Score(long[:4], long[1:]), joint.Join(s.Left(long[:4]), s.Right(long[1:])); a != b {
		t.Errorf("score %v, joined ends %v", a, b)
	}
	s.Trim()
}

func TestTokens(t *testing.T) {
	key := func(w string) string {
		k, _, _ := lang.Key(w)
		return string(k)
	}
	sign := func(r rune) joint.Token { return joint.Token{Sign: uint8(lang.SymbolOf(r))} }
	for text, want := range map[string][]joint.Token{
		"می\u200cرود، رفت":  {{Key: key("می")}, {Key: key("رود")}, sign('،'), {Key: key("رفت")}},
		"(مثلا\u064b) «آن»": {sign('('), {Key: key("مثلا")}, sign('('), sign('«'), {Key: key("آن")}, sign('«')},
		"Go 3 ها":           {sign('a'), sign('1'), {Key: key("ها")}},
		"":                  nil,
	} {
		got := joint.Tokens([]rune(text))
		if len(got) != len(want) {
			t.Errorf("%+q: %v, want %v", text, got, want)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%+q: token %d is %v, want %v", text, i, got[i], want[i])
			}
		}
	}
	// Numbers are told apart by their length only.
	if a, b := joint.Tokens([]rune("1380")), joint.Tokens([]rune("۱۳۹۹")); a[0] != b[0] || a[0] == joint.Tokens([]rune("12"))[0] {
		t.Errorf("years are %v and %v", a, b)
	}
}

func TestDecodeRefuses(t *testing.T) {
	p := joint.Parts{Reach: joint.Reach, Forms: 8192, Dim: 2, Hidden: 2, Out: 2, Hashes: []uint32{7}, Rows: make([]float32, 2*(64+1+8192))}
	for side := range 2 {
		p.First[side], p.Bias[side], p.Second[side] = make([]float32, joint.Reach*4), make([]float32, 2), make([]float32, 4)
	}
	var b bytes.Buffer
	if err := p.Encode(&b); err != nil {
		t.Fatal(err)
	}
	if _, err := joint.Decode(b.Bytes()); err != nil {
		t.Fatal(err)
	}
	bad := map[string][]byte{"nothing": nil, "cut": b.Bytes()[:b.Len()-1], "longer": append(bytes.Clone(b.Bytes()), 0)}
	for _, at := range []int{0, 4, 6, 12, b.Len() - 1} {
		c := bytes.Clone(b.Bytes())
		c[at] ^= 0x40
		bad["flipped "+string(rune('0'+at%10))] = c
	}
	for name, c := range bad {
		if _, err := joint.Decode(c); !errors.Is(err, joint.ErrModel) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The program itself does not look at all of its models.
func TestEmbedded(t *testing.T) {
	for _, b := range [][]byte{joint.Embedded, joint.EmbeddedWide} {
		if _, err := joint.Decode(b); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	var buf bytes.Buffer
	p := joint.Parts{Reach: joint.Reach, Forms: 8192, Dim: 48, Hidden: 80, Out: 64, Rows: make([]float32, 48*(64+8192))}
	for side := range 2 {
		p.First[side], p.Bias[side], p.Second[side] = make([]float32, joint.Reach*48*80), make([]float32, 80), make([]float32, 80*64)
	}
	if err := p.Encode(&buf); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := joint.Decode(buf.Bytes()); err != nil {
			b.Fatal(err)
		}
	}
}
