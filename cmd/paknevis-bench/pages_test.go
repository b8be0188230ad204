package main

import (
	"slices"
	"testing"
)

func TestUnmirrored(t *testing.T) {
	good := []string{"او (استاد) آمد.", "۱) کتاب", "گفت: «برو.", "نرو» و رفت.", "بازه [الف] (ب) است.", ""}
	bad := []string{"او) استاد (آمد.", "او استاد (آمد.", "«او»» آمد.", "آیه) ۶۰ (."}
	var all []string
	for i := range good {
		all = append(all, good[i], bad[i%len(bad)])
	}
	all = slices.Delete(all, 5, 6) // an open quotation would take its sign
	if got := unmirrored(all); !slices.Equal(got, good) {
		t.Errorf("kept %q", got)
	}
}
