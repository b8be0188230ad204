package layout

import (
	"strings"
	"testing"
)

// TestLeaders: dots that lead to a page number are a tab, and such a line is a row; dots
// to be filled in, an ellipsis and dots without a title stay.
func TestLeaders(t *testing.T) {
	for _, c := range []struct{ painted, want string }{
		{"آب چشمه ............................ ۱۲", "آب چشمه\t۱۲"},
		{"آب چشمه . . . . . . . . . . . . . . ۱۲", "آب چشمه\t۱۲"},
		{"آب، نان،... ...................... ۱۲", "آب، نان،...\t۱۲"},
		{"پیشگفتار .......................... ج", "پیشگفتار\tج"},
		{"پیشگفتار ......................... xii", "پیشگفتار\txii"},
		{"آب چشمه .... ۱۲", "آب چشمه .... ۱۲"},
		{"آب چشمه ________________________ ۱۲", "آب چشمه\t۱۲"},
		{"سن ________ ۱۲", "سن ________ ۱۲"},
		{"نام ............................", "نام ............................"},
		{"نام ................ سن ........", "نام ................ سن ........"},
		{"............................ ۱۲", "............................ ۱۲"},
	} {
		p := newPress()
		p.forms = true
		p.line(c.painted, 540, 700, true)
		p.line("باغبان پیر هر بامداد کلید انبار را به نوه‌اش می‌داد", 540, 640, true)
		want(t, p.read(Options{}), c.want+"\n\nباغبان پیر هر بامداد کلید انبار را به نوه‌اش می‌داد\n")
	}
	p := newPress()
	p.line("The spring .......................... 12", 60, 700, false)
	p.line("The way there ....................... 14", 60, 682, false)
	want(t, p.read(Options{}), "The spring\t12\n\nThe way there\t14\n")
}

// The white between the dots of leaders says nothing about that between words: here it is
// three times as wide, and the words end in letters that join.
func TestSpacesBesideLeaders(t *testing.T) {
	const spaces = 0.07 // less than the press has, in font sizes
	text := "بررسی کلی پروژه" + strings.Repeat("    .", 14) + "    ۱۲"
	p := newPress()
	p.forms, p.spaces = true, gapsOnly
	width := newPress().line(text, 540, 700, true)
	p.fill(text, 540, 700, true, width-spaces*p.size*float64(strings.Count(text, " ")))
	want(t, p.read(Options{}), "بررسی کلی پروژه\t۱۲\n")
}
