package passes

import "testing"

func TestLeftSegments(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{
			"signs of numbers",
			".۱ باغ را آب داد.\n.۲ درخت را کاشت.\nشکل :۳ نقشهٔ باغ در سال ،۱۳۹۵ از بالا",
			"۱. باغ را آب داد.\n۲. درخت را کاشت.\nشکل ۳: نقشهٔ باغ در سال ۱۳۹۵، از بالا",
		},
		{
			"sections",
			".۱ ۱ باغ\n.۱ ۲ درخت\n.۲ ۱ آب\n.۲ .۱ ۱ چاه در بخش .۱ ۲ آمد",
			"۱.۱ باغ\n۲.۱ درخت\n۱.۲ آب\n۱.۱.۲ چاه در بخش ۲.۱ آمد",
		},
		{
			"one parameter again and again, and Latin that says nothing",
			"لطفاً :۱ را ببینید.\nصفحهٔ :۱ ساخته شد.\nبه list of files بروید و :۱ را بردارید.\nپروندهٔ :۱ تازه است.",
			"لطفاً :۱ را ببینید.\nصفحهٔ :۱ ساخته شد.\nبه list of files بروید و :۱ را بردارید.\nپروندهٔ :۱ تازه است.",
		},
		{
			"one line whose commas somebody typed before numbers",
			"پس از آن 49 ،44 ،41 ،1 را می‌شماریم و 480px را برابر 600px و 720px و 800px می‌گذاریم",
			"پس از آن 49 ،44 ،41 ،1 را می‌شماریم و 480px را برابر 600px و 720px و 800px می‌گذاریم",
		},
		{
			"a list of dates",
			".۱ ۸ آبان\n.۲ ۹ آذر\n.۳ ۲۰ دی\nو",
			"۱. ۸ آبان\n۲. ۹ آذر\n۳. ۲۰ دی\nو",
		},
		{
			"Latin",
			".۱ نشانی example.garden-old.www را در باغ دیدم\n.۲ تراشهٔ 16ATmega با C2I، و رایانامهٔ باغ هم org.garden@99info است.\n.۳ زبان ++c و Bayes Naive، هر دو",
			"۱. نشانی www.old-garden.example را در باغ دیدم\n۲. تراشهٔ ATmega16 با I2C، و رایانامهٔ باغ هم info99@garden.org است.\n۳. زبان c++ و Naive Bayes، هر دو",
		},
		{
			"Latin words alone, which manuals of programs have so too",
			"روش learning Machine خوب\nروش trees Decision خوب\nروش switch-Context خوب\nو call-System هم",
			"روش learning Machine خوب\nروش trees Decision خوب\nروش switch-Context خوب\nو call-System هم",
		},
		{
			"a comma parts",
			".۱ زبان Go، Rust و C در این باغ\n.۲ باغ\n.۳ خاک",
			"۱. زبان Go، Rust و C در این باغ\n۲. باغ\n۳. خاک",
		},
		{
			"lines that are not turned",
			".۱ باغ\n.۲ آب\n.۳ خاک\nthe word باغ means garden of the old 3M and 16A kind",
			"۱. باغ\n۲. آب\n۳. خاک\nthe word باغ means garden of the old 3M and 16A kind",
		},
		{
			"signs behind numbers too",
			"۱. باغ در سال ۱۳۹۵، از بالا\n۲. آب\nشکل :۳ و شکل :۴ و شکل :۵ از Bayes Naive",
			"۱. باغ در سال ۱۳۹۵، از بالا\n۲. آب\nشکل :۳ و شکل :۴ و شکل :۵ از Bayes Naive",
		},
		{
			"one who types so",
			"باغ ،درخت ،آب ،خاک ،۳ و ،۴ و ،۵ تا",
			"باغ ،درخت ،آب ،خاک ،۳ و ،۴ و ،۵ تا",
		},
		{
			"decimals in code",
			"مقدار .5,.5 و .25,.1 و .75,.2 را بنویس",
			"مقدار .5,.5 و .25,.1 و .75,.2 را بنویس",
		},
		{
			"too few",
			"شکل :۳ و ،۴ از 16ATmega است",
			"شکل :۳ و ،۴ از 16ATmega است",
		},
	} {
		got := alone(t, LeftSegments(), tt.in)
		if got != tt.want {
			t.Errorf("%s: got  %s\nwant %s", tt.name, got, tt.want)
		}
		if again := alone(t, LeftSegments(), got); again != got {
			t.Errorf("%s: again %s", tt.name, again)
		}
	}
}
