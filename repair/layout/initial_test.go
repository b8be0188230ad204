package layout

import "testing"

// A letter that begins a paragraph three lines high belongs to the first of them, and neither
// pulls the others together nor parts them.
func TestInitial(t *testing.T) {
	const below = "باران تا شب بند نیامد و ما در خانه ماندیم تا هوا صاف شود و راه باز شود\n"
	for _, st := range storages {
		p := newPress()
		p.storage, p.forms = st, true
		p.size = 60
		w := p.line("س", 540, 668, true)
		p.size = 12
		edge := 540 - w
		p.fill("الی که گذشت سال پربارانی بود و رودها همه از آب پر شدند", edge, 700, true, edge-60)
		p.fill("باغ‌ها سبز بودند و در کوه تا تابستان برف مانده بود چنان", edge-2, 682, true, edge-62)
		p.fill("که پیرترین مردم آبادی هم به یاد نداشتند و از آن می‌گفتند", edge-2, 664, true, edge-62)
		p.line("و هنوز می‌گویند.", 540, 646, true)
		p.line(below[:len(below)-1], 540, 560, true)
		want(t, p.read(Options{}), "سالی که گذشت سال پربارانی بود و رودها همه از آب پر شدند\nباغ‌ها سبز بودند و در کوه تا تابستان برف مانده بود چنان\n"+
			"که پیرترین مردم آبادی هم به یاد نداشتند و از آن می‌گفتند\nو هنوز می‌گویند.\n\n"+below)
	}
}

// A title over lines that are no wider, and a large number beside one line, stay what they are.
func TestLargeLettersThatAreNoInitials(t *testing.T) {
	p := newPress()
	p.size = 30
	p.line("باران", 540, 730, true)
	p.size = 12
	p.line("سالی که گذشت سال پربارانی بود.", 540, 700, true)
	p.line("رودها همه از آب پر شدند.", 540, 682, true)
	want(t, p.read(Options{}), "باران\n\nسالی که گذشت سال پربارانی بود.\nرودها همه از آب پر شدند.\n")
	p = newPress()
	p.size = 30
	w := p.line("ب", 540, 668, true)
	p.size = 12
	p.line("باغ و رود", 540-w-4, 668, true)
	p.line("سالی که گذشت سال پربارانی بود.", 540, 630, true)
	want(t, p.read(Options{}), "ب باغ و رود\n\nسالی که گذشت سال پربارانی بود.\n")
}
