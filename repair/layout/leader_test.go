package layout

import "testing"

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
