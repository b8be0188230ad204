package layout

// A span of years grows. Two years parted by a dash that show the earlier one on the left were
// set from the left, or each by itself: dates of a resume stand in a column of their own. By the
// bidirectional algorithm a right-to-left line would have them the other way round.

// Years of the calendars in use, from the oldest that a span of years may begin with.
const (
	yearLeast = 1200
	yearMost  = 2100
)

// years keeps spans of years that grow to the right in that order.
func (d *display) years() {
	for i := range d.rs {
		first, at := d.year(i)
		if before := d.at(i - 1); first == 0 || isHyphen(before) || before == ' ' && isHyphen(d.at(i-2)) {
			continue
		}
		at = d.white(at)
		if r := d.at(at); r == '/' || !isHyphen(r) && r != '\u2014' { // EM DASH
			continue
		}
		last, end := d.year(d.white(at + 1))
		if last <= first || isHyphen(d.at(d.white(end))) {
			continue
		}
		for k := i; k < end; k++ {
			d.rs[k] = anyLatin
		}
	}
}

// white is i, or the place behind a space there.
func (d *display) white(i int) int {
	if d.at(i) == ' ' {
		return i + 1
	}
	return i
}

// year reads the number of four digits that begins at i and where it ends; 0 if it is no year
// or goes on.
func (d *display) year(i int) (year, end int) {
	end = i
	for digitValue(d.at(end)) >= 0 && end < i+5 {
		year = 10*year + digitValue(d.at(end))
		end++
	}
	if before := d.at(i - 1); end-i != 4 || year < yearLeast || year > yearMost || digitValue(before) >= 0 || isNumberSign(d.at(end)) || isNumberSign(before) {
		return 0, i
	}
	return year, end
}

// isNumberSign reports a sign that joins the parts of a number.
func isNumberSign(r rune) bool { return classOf(r) == classCS && r != ',' && r != ':' && r != '\u060C' }
