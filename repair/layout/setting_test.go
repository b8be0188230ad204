package layout

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// Short paragraphs one under the other stay apart: the page shows neither its measure
// nor the leading of a paragraph, but another page of the document does.
func TestShortParagraphs(t *testing.T) {
	short := []string{"باران دیشب بند آمد", "گندم‌های دیمی سبز شده‌اند و چوپان برگشته", "آسیاب دوباره می‌چرخد", "کسی در راه نیست و سگ‌ها خوابیده‌اند",
		"نانوا تنور را روشن کرد", "بچه‌ها به مدرسه رفتند", "پل را تعمیر می‌کنند و راه بسته است"}
	p := newPress()
	p.forms = true
	for i, s := range short {
		p.line(s, 540, 760-float64(i)*24, true)
	}
	q := newPress()
	q.forms = true
	q.column(540, 480, 760, bodyText(1))
	k := Learn([]*page.Page{&p.page, &q.page}, nil)
	want(t, p.read(Options{Knowledge: k}), strings.Join(short, "\n\n")+"\n")
	Arrange(&q.page, nil, Options{Knowledge: k})
	if n := len(q.page.Blocks); n != 1 {
		t.Errorf("the long paragraph has %d blocks", n)
	}
}

// One line that was too long shows the leading of a page of single lines.
func TestOneLongLine(t *testing.T) {
	short := []string{"باران دیشب بند آمد و رفت", "گندم‌های دیمی سبز شده است", "آسیاب دوباره می‌چرخد امروز", "کسی در راه نیست و خوابیده‌اند",
		"نانوا تنور را روشن کرد زود", "بچه‌ها به مدرسه رفتند باز", "پل را تعمیر می‌کنند و بسته", "چوپان از کوه برگشته است", "راه بسته است و برف آمده", "آب از سر چشمه گذشته است"}
	p := newPress()
	p.forms = true
	y := 780.0
	for _, s := range short {
		p.line(s, 540, y, true)
		y -= 24
	}
	body := bodyText(1)
	p.column(540, 480, y, body[:min(len(body), 2)])
	got := p.read(Options{})
	if w := strings.Join(short, "\n\n") + "\n\n"; !strings.HasPrefix(got, w) {
		t.Errorf("got\n%s", got)
	}
}

// Right-to-left text set flush left, or centred: how much room a line had shows at its
// start, and what looks like an indent is none.
func TestOtherEdges(t *testing.T) {
	short := []string{"باران دیشب بند آمد", "آسیاب می‌چرخد", "کسی در راه نیست و سگ‌ها خوابیده‌اند", "نانوا تنور را روشن کرد و رفت",
		"بچه‌ها به مدرسه رفتند", "گندم‌های دیمی سبز شده‌اند و چوپان از راه برگشته است"}
	for _, at := range []float64{1, 0.5} {
		p := newPress()
		p.forms = true
		for i, s := range short {
			w := (&press{size: 12, forms: true}).line(s, 0, 0, true)
			p.line(s, 60+w+(1-at)*(480-w), 760-float64(i)*20, true)
		}
		want(t, p.read(Options{}), strings.Join(short, "\n\n")+"\n")
	}
	// The same words as a wrapped paragraph, flush left, stay one.
	p := newPress()
	p.forms = true
	text := []string{"روزهای پاییز کوتاه شده بود و آب چشمه کم می‌شد", "و مردم ده هر روز کوزه‌ها را پیش از سپیده پر", "می‌کردند تا خانه‌های پایین هم سهمی داشته باشند",
		"و کسی بی آب نماند چون راه چشمهٔ دیگر دور بود", "و پر از برف"}
	for i, s := range text {
		w := (&press{size: 12, forms: true}).line(s, 0, 0, true)
		p.line(s, 60+w, 760-float64(i)*20, true)
	}
	p.read(Options{})
	if n := len(p.page.Blocks); n != 1 {
		t.Errorf("%d blocks, want 1:\n%s", n, flow(&p.page))
	}
}

// Where the leading is steady, a little more white parts paragraphs that fill their
// last line, if that ends as paragraphs do: else it is the room of a tall sign.
func TestSteadyLeading(t *testing.T) {
	for _, stop := range []string{".", ""} {
		testSteadyLeading(t, stop)
	}
}

func testSteadyLeading(t *testing.T, stop string) {
	p := newPress()
	p.forms = true
	text := []string{"روزهای پاییز کوتاه شده بود و آب چشمه کم می‌شد و مردم ده هر روز کوزه‌ها را پیش از سپیده پر می‌کردند",
		"تا خانه‌های پایین هم سهمی داشته باشند و کسی بی آب نماند چون راه چشمهٔ دیگر دور بود و پر از برف و یخ"}
	y := 780.0
	for i := range 4 {
		for j := range 4 {
			line := text[j%2]
			if j == 3 {
				line += stop
			}
			p.fill(line, 540, y, true, 480)
			y -= 18
		}
		if i < 3 {
			y -= 4
		}
	}
	p.read(Options{})
	blocks := 4
	if stop == "" {
		blocks = 1
	}
	if n := len(p.page.Blocks); n != blocks {
		t.Errorf("%d blocks, want %d:\n%s", n, blocks, flow(&p.page))
	}
}

// A bracket that closes what the line before opened is no list marker.
func TestClosingBracket(t *testing.T) {
	p := newPress()
	p.forms = true
	p.fill("به شمارهٔ دبیرخانهٔ باغ پیام بدهید (داخلی", 540, 700, true, 300)
	p.fill("۳۱۲) تا نشانی آن را برای شما بنویسند و", 540, 682, true, 300)
	p.fill("نامه را هم بفرستند تا پیش از شنبه برسد و", 540, 664, true, 300)
	p.read(Options{})
	if n := len(p.page.Blocks); n != 1 {
		t.Errorf("%d blocks, want 1:\n%s", n, flow(&p.page))
	}
}

// A number goes on from the line before: groups of digits after Latin letters run from
// the left, after Persian ones a hyphen parts them as UAX #9 has it.
func TestNumberGoesOn(t *testing.T) {
	for _, c := range []struct{ first, painted, want string }{
		{"شمارهٔ حساب صندوق باغبان‌ها IR41 0170 0000", "0021 3345 18", "0021 3345 18 را بنویسید و بفرستید تا پول زودتر برسد"},
		{"برای پرسش‌های دیگر می‌توانید به شمارهٔ دفتر", "۸۸۱۱۲۲۳۳-۰۲۱", "۰۲۱-۸۸۱۱۲۲۳۳ را بنویسید و بفرستید تا پول زودتر برسد"},
	} {
		p := newPress()
		p.forms = true
		p.fill(c.first, 540, 700, true, 300)
		rest := "را بنویسید و بفرستید تا پول زودتر برسد"
		w := p.line(c.painted, 300, 682, false)
		p.page.Glyphs = p.page.Glyphs[:len(p.page.Glyphs)-len([]rune(c.painted))]
		p.line(c.painted, 540-w, 682, false)
		p.fill(rest, 540-w-4, 682, true, 296-w)
		got := strings.Split(strings.TrimSpace(p.read(Options{})), "\n")
		want(t, got[len(got)-1], c.want)
	}
}

// TestHangingParagraphs: entries whose first line starts outside of the others are one
// paragraph each; an indented first line still starts one.
func TestHangingParagraphs(t *testing.T) {
	entries := [][2]string{
		{"آهنگر، بهروز، سرگذشت سه روستا در کنارهٔ رود و آنچه", "بر مردم آن گذشت در ده سال"},
		{"بابایی، مهین، فرهنگ واژه‌های کشاورزان دامنه‌های جنوبی", "با نقشه و نمایه و پیوست"},
		{"تاجیک، رضا، یادداشت‌های یک آموزگار از نخستین زمستان", "که در آن مدرسه باز شد"},
	}
	for _, hang := range []bool{true, false} {
		p := newPress()
		p.forms = true
		w := ""
		y := 740.0
		for _, e := range entries {
			first, second := 540.0, 540.0
			if hang {
				second -= 18
			} else {
				first -= 18
			}
			p.fill(e[0], first, y, true, first-230)
			p.line(e[1], second, y-17, true)
			y -= 34
			w += e[0] + "\n" + e[1] + "\n\n"
		}
		want(t, p.read(Options{})+"\n", w)
	}
}

// TestBesidePicture: lines that a picture keeps short and that end at its edge are full;
// verse set to one width inside of both edges, and lines as short as commands, are not.
func TestBesidePicture(t *testing.T) {
	prose := []string{"روزهای پاییز کوتاه شده بود و آب چشمه کم می‌شد و مردم ده هر روز کوزه‌ها را پیش از سپیده پر می‌کردند",
		"تا خانه‌های پایین هم سهمی داشته باشند و کسی بی آب نماند چون راه چشمهٔ دیگر دور بود و پر از برف و یخ"}
	narrow := []string{"باغبان پیر هر بامداد کلید انبار را", "به نوه‌اش می‌داد تا دانهٔ مرغ‌ها را", "بیاورد و سبد تخم‌مرغ را پیش از", "گرم شدن هوا به دکان ببرد و"}
	for _, c := range []struct {
		name           string
		start, measure float64
		rest           string
		blocks         int
	}{
		{"beside a picture", 540, 220, "برگردد.", 1},
		{"inside of both edges", 410, 220, "", 4},
		{"short", 540, 105, "", 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPress()
			p.forms = true
			p.fill(prose[0], 540, 760, true, 480)
			p.fill(prose[1]+".", 540, 742, true, 480)
			y := 724.0
			for _, s := range narrow {
				if c.measure < 12*alignedWidth {
					s = strings.Join(strings.Fields(s)[:4], " ")
				}
				p.fill(s, c.start, y, true, c.measure)
				y -= 18
			}
			if c.rest != "" {
				p.line(c.rest, c.start, y, true)
			}
			p.read(Options{})
			if n := len(p.page.Blocks); n != c.blocks {
				t.Errorf("%d blocks, want %d:\n%s", n, c.blocks, flow(&p.page))
			}
		})
	}
}
