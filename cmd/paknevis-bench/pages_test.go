package main

import (
	"slices"
	"testing"
)

func TestGolds(t *testing.T) {
	good := []string{"او (استاد) آمد.", "۱) کتاب", "گفت: «برو.", "نرو» و رفت.", "بازه [الف] (ب) است.", ""}
	bad := []string{"او) استاد (آمد.", "او استاد (آمد.", "«او»» آمد.", "آیه) ۶۰ (.", "\u0631\u0623\u0649 خود را داد.", "او در\u200c خانه بود."}
	var all []string
	for i := range good {
		all = append(all, good[i], bad[i%len(bad)])
	}
	all[5] = "" // an open quotation would take its sign
	good = slices.Insert(slices.Clone(good), 3, "")
	if got := golds(all, foreignTraces); !slices.Equal(got, good) {
		t.Errorf("kept %q", got)
	}
}
