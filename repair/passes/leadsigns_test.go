package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

func TestLeadSigns(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{
			"stops in front",
			".باغبان پیر درخت انجیر را آب داد\n.همسایه‌ها از دیوار باغ بالا رفتند\n:نام باغ",
			"باغبان پیر درخت انجیر را آب داد.\nهمسایه‌ها از دیوار باغ بالا رفتند.\nنام باغ:",
		},
		{
			"stretches",
			".باغبان پیر درخت انجیر را آب داد\n.همسایه‌ها از دیوار باغ بالا رفتند\n.ساخته شد Garden دیوار باغ با برنامهٔ\n. می‌رسد 110 . شمار درختان باغ بزرگ به6\n.) استGarden Tools( ) و ابزارGarden( )، باغRed House",
			"باغبان پیر درخت انجیر را آب داد.\nهمسایه‌ها از دیوار باغ بالا رفتند.\nدیوار باغ با برنامهٔ Garden ساخته شد.\n6. شمار درختان باغ بزرگ به 110 می‌رسد.\nRed House)، باغ (Garden) و ابزار (Garden Tools) است.",
		},
		{
			"one line",
			".باغبان پیر درخت انجیر را آب داد\nهمسایه‌ها از دیوار باغ بالا رفتند",
			".باغبان پیر درخت انجیر را آب داد\nهمسایه‌ها از دیوار باغ بالا رفتند",
		},
		{
			"more stops at the end",
			".باغبان پیر درخت انجیر را آب داد\n.باغ\n.درخت\nباغ را دید.\nدرخت را دید.\nآب آمد.\nخاک خوب بود.\nدیوار ریخت.",
			".باغبان پیر درخت انجیر را آب داد\n.باغ\n.درخت\nباغ را دید.\nدرخت را دید.\nآب آمد.\nخاک خوب بود.\nدیوار ریخت.",
		},
		{
			"runs of lines that changed places",
			".داد آب را انجیر درخت پیر باغبان\n.رفتند بالا باغ دیوار از همسایه‌ها\n.آمد باغ به صبح هر دوستم",
			".داد آب را انجیر درخت پیر باغبان\n.رفتند بالا باغ دیوار از همسایه‌ها\n.آمد باغ به صبح هر دوستم",
		},
	} {
		got := alone(t, LeadSigns(lang.Default()), tt.in)
		if got != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, got, tt.want)
		}
		if again := alone(t, LeadSigns(lang.Default()), got); again != got {
			t.Errorf("%s: again %s", tt.name, again)
		}
	}
}
