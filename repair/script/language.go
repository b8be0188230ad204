package script

// Parts that the alphabets share.
const (
	core = "\u0627\u0628\u062A\u062B\u062C\u062D\u062E\u062F\u0630\u0631\u0632\u0633\u0634\u0635\u0636" + // ALEF..DAD
		"\u0637\u0638\u0639\u063A\u0641\u0642\u0644\u0645\u0646\u0648" // TAH..WAW
	hamzas  = "\u0621\u0622\u0623\u0624\u0626" // HAMZA, ALEF WITH MADDA and HAMZA, WAW and YEH WITH HAMZA
	persian = core + hamzas + "\u067E\u0686\u0698\u06A9\u06AF\u06CC"
)

// alphabets holds the letters that the spelling of each language uses, without
// those that only come in with quotations: the school alphabets and the hamza
// letters; for azb without letters that its orthographies disagree on.
var alphabets = map[string]string{
	"ar":  core + hamzas + "\u0625\u0629\u0643\u0647\u0649\u064A",
	"fa":  persian + "\u0647\u06C0",
	"azb": persian + "\u0647\u06C6\u06C7\u06D5",
	"ckb": "\u0626\u0627\u0628\u067E\u062A\u062C\u0686\u062D\u062E\u062F\u0631\u0695\u0632\u0698\u0633\u0634\u0639\u063A" +
		"\u0641\u06A4\u0642\u06A9\u06AF\u0644\u06B5\u0645\u0646\u0648\u06C6\u0647\u06BE\u06D5\u06CC\u06CE",
	"ur": persian + "\u0679\u0688\u0691\u06BA\u06BE\u06C1\u06C2\u06C3\u06D2\u06D3",
	"ps": core + hamzas + "\u067E\u067C\u0681\u0685\u0686\u0689\u0693\u0696\u0698\u069A\u06A9\u06AB\u06BC\u0647\u06C0" +
		"\u064A\u06CC\u06CD\u06D0",
	"ug": "\u0626\u0627\u0628\u067E\u062A\u062C\u0686\u062E\u062F\u0631\u0632\u0698\u0633\u0634\u063A\u0641\u0642\u0643\u06AF" +
		"\u06AD\u0644\u0645\u0646\u06BE\u0648\u06C7\u06C6\u06C8\u06CB\u06D0\u0649\u064A\u06D5",
}

// Alphabet returns the letters of a language as a string of code points, empty
// for a language that the package does not know.
func Alphabet(language string) string { return alphabets[language] }
