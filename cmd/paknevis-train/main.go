// Command paknevis-train learns the models that repair/lang and repair/joint embed.
//
//	paknevis-train -corpus DIR -o FILE     learn; FILE.txt names the sources
//	paknevis-train -joint -corpus DIR -o FILE
//	                                       learn the model of repair/joint instead; -more DIR adds
//	                                       text of another folder, -wide makes the larger model.
//	                                       Built with GOEXPERIMENT=simd it is four times as fast
//	paknevis-train -arabic DIR -o FILE     learn the model of Arabic of repair/lang; FILE.txt names the sources
//	paknevis-train -digits FONTS -o FILE   learn the model of ocr/digit instead
//	paknevis-train -marks FONTS -o FILE    learn the model of ocr/mark instead
//	paknevis-train -scripts FONTS -o FILE  learn the model of ocr/script instead
//	paknevis-train -outlines FONTS -o FILE list the outlines of these fonts for repair/pdf/font
//	paknevis-train -skeletons FONTS -o FILE
//	                                       list those of letters that they draw without their dots
//	paknevis-train -beside -corpus DIR -o FILE
//	                                       list the words beside numbers for repair/lang
//	paknevis-train -doubled -corpus DIR -o FILE
//	                                       list the words with a shadda for repair/lang; -more as above
//	paknevis-train -nunated -corpus DIR -o FILE
//	                                       list the words with a tanwin on their alef likewise
//	paknevis-train -lines FONTS -base MODEL -corpus DIR -o FOLDER
//	                                       make what lstmtraining needs to train the Persian
//	                                       network of ocr/tesseract, and say how to go on
//	paknevis-train -mean MODELS -base MODEL -o FILE
//	                                       the mean of networks, a step of it
//	paknevis-train -eval -corpus DIR       print held-out figures: of the embedded model (perplexity,
//	                                       direction, health, seams, languages), then of the whole chain of
//	                                       repairs (ZWNJs deleted, made spaces, right; spaces lost and added)
//	paknevis-train -harm -corpus DIR       count the edits that all repairs make in clean text
//
// DIR holds lm/SOURCES.tsv with the tiers it describes, lexicon/ and text/. The
// files of text/ and, but for -joint, one block in forty of each source of tier A
// are held out: -eval, -harm and the figures that -joint prints read them. The same
// data and flags give the same bytes, those of -joint on the same kind of processor.
//
// DIR of -arabic holds SOURCES.tsv, a row a source: name, folder of text files (or a list of words
// of wordfreq), licence, origin. The sources of the committed model are public: repair/lang/arabic.txt
// names each with its commit.
//
// Exit codes: 0 done, 1 failed, 2 wrong usage.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
)

func main() {
	o := flags()
	flag.Parse()
	if !o.isWhole() || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := o.run(); err != nil {
		fmt.Fprintln(os.Stderr, "paknevis-train:", err)
		os.Exit(1)
	}
}

// options are what the flags say.
type options struct {
	corpus, more, out, model           string
	eval, harm, free                   bool
	joint, wide, beside                bool
	doubled, nunated                   bool
	digits, marks, scripts             string
	outlines, skeletons, lines, arabic string
	held, base, mean, texts, source    string
	order, samples, files, epochs      int
}

// flags defines the flags.
func flags() *options {
	var o options
	flag.StringVar(&o.corpus, "corpus", "", "folder of the training data (required)")
	flag.StringVar(&o.out, "o", "", "model file to write")
	flag.BoolVar(&o.eval, "eval", false, "print held-out figures instead of learning")
	flag.BoolVar(&o.harm, "harm", false, "count the edits that the whole chain of repairs makes in clean text")
	flag.IntVar(&o.samples, "samples", 3, "with -harm: edits shown of each kind")
	flag.StringVar(&o.texts, "texts", "", "with -harm: folder of other clean texts, a folder in it for each kind")
	flag.StringVar(&o.source, "source", "", "with -harm: only sources whose name holds this")
	flag.StringVar(&o.model, "model", "", "with -eval: model file to measure (default: the embedded one)")
	flag.BoolVar(&o.free, "free", false, "leave out sources without a licence, for research only, or non-commercial; with -outlines: fonts that state none")
	flag.IntVar(&o.order, "order", 7, "longest character n-gram, 3 to 7")
	flag.StringVar(&o.more, "more", "", "with -joint, -doubled or -nunated: another folder with lm/SOURCES.tsv and its tiers to learn from")
	flag.BoolVar(&o.wide, "wide", false, "with -joint: the larger of the two models")
	flag.BoolVar(&o.joint, "joint", false, "with -o: learn the model of repair/joint instead")
	flag.BoolVar(&o.beside, "beside", false, "with -o: list the words that stand beside numbers for repair/lang instead")
	flag.BoolVar(&o.doubled, "doubled", false, "with -o: list the words that are written with a shadda for repair/lang instead")
	flag.BoolVar(&o.nunated, "nunated", false, "with -o: list the words that are written with a tanwin on their alef for repair/lang instead")
	flag.StringVar(&o.digits, "digits", "", "with -o: learn the model of ocr/digit from the font files that match these patterns, parted by commas")
	flag.StringVar(&o.arabic, "arabic", "", "with -o: learn the model of Arabic from the folders that SOURCES.tsv of this folder lists")
	flag.StringVar(&o.marks, "marks", "", "with -o: learn the model of ocr/mark likewise")
	flag.StringVar(&o.scripts, "scripts", "", "with -o: learn the model of ocr/script likewise")
	flag.StringVar(&o.outlines, "outlines", "", "with -o: list the outlines of the Arabic glyphs of the font files that match these patterns, parted by commas")
	flag.StringVar(&o.skeletons, "skeletons", "", "with -o: list likewise the outlines of letters that fonts draw without their dots")
	flag.StringVar(&o.held, "held", "", "with -digits, -marks, -scripts or -lines: faces whose names hold one of these are left out, and measured")
	flag.StringVar(&o.lines, "lines", "", "with -corpus and -o: draw lines in the font files that match these patterns, for Tesseract's trainer, into the folder -o")
	flag.StringVar(&o.base, "base", "", "with -lines: model of tessdata_fast to start from")
	flag.StringVar(&o.mean, "mean", "", "with -base and -o: write the mean network of these models, parted by commas, and of -base")
	flag.IntVar(&o.files, "files", 60, "with -lines: files of 500 lines")
	flag.IntVar(&o.epochs, "epochs", 0, "with -joint: times the text is read (0: as often as for the committed models)")
	return &o
}

// isWhole reports flags that ask for one thing and say what to do it with.
func (o *options) isWhole() bool {
	fonts := o.digits + o.marks + o.scripts + o.outlines + o.skeletons
	source := o.corpus != "" || o.harm && o.texts != "" || fonts != "" || o.mean != "" || o.arabic != ""
	return source && modes(o.eval, o.harm, o.out != "") == 1 && o.order >= 3 && o.order <= 7
}

// run does what is asked for.
func (o *options) run() error {
	switch {
	case o.eval:
		return evaluate(o.corpus, o.model)
	case o.harm:
		return harm(o.corpus, o.texts, o.samples, o.source)
	case o.mean != "":
		return meanModel(o.out, o.base, o.mean)
	case o.lines != "":
		return makeLines(o.out, o.base, o.corpus, o.lines, o.held, o.files, o.free)
	case o.arabic != "":
		return trainArabic(o.arabic, o.out)
	case o.digits != "":
		return trainDigits(o.digits, o.held, o.out, digitWords, digitEpochs)
	case o.scripts != "":
		return trainScripts(o.scripts, o.held, o.out, scriptLines, scriptEpochs)
	case o.outlines != "":
		return listOutlines(letterOutlines, o.outlines, o.out, o.free)
	case o.skeletons != "":
		return listOutlines(skeletonOutlines, o.skeletons, o.out, o.free)
	case o.marks != "":
		return trainMarks(o.marks, o.held, o.out, markLines, markEpochs)
	case o.beside:
		return listBeside(o.corpus, o.out, o.free)
	case o.doubled:
		return listDoubled(o.corpus, o.more, o.out, o.free)
	case o.nunated:
		return listNunated(o.corpus, o.more, o.out, o.free)
	case o.joint:
		size := narrowNet
		if o.wide {
			size = wideNet
		}
		if o.epochs > 0 {
			size.epochs = o.epochs
		}
		return trainJoints(o.corpus, o.more, o.out, size, o.free)
	}
	return train(o.corpus, o.out, o.order, o.free)
}

func modes(on ...bool) (n int) {
	for _, b := range on {
		if b {
			n++
		}
	}
	return n
}

func train(dir, out string, order int, free bool) error {
	c, err := readCorpus(dir, free, false)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "corpus: %d lines, %d blocks, %d lexicon words\n", len(c.lines), c.blocks, len(c.lexicon))
	var p lang.Parts
	p.Chars = countChars(c, order, everyBlock, alike)
	fmt.Fprintf(os.Stderr, "characters: order %d, %d nodes, %d of them inner\n", order, len(p.Chars.Prob), len(p.Chars.Counts))
	p.Seams, err = learnSeams(c, order)
	if err != nil {
		return err
	}
	p.Words, p.Pairs = countWords(c, everyBlock, alike)
	fmt.Fprintf(os.Stderr, "words: %d, pairs: %d\n", len(p.Words), len(p.Pairs))
	return saveModel(out, &p, func(size int) string { return c.provenance(&p, order, size) })
}

// saveModel writes a language model, reads it back, and writes beside it what it was made of.
func saveModel(out string, p *lang.Parts, provenance func(size int) string) error {
	if err := writeModel(out, p.Encode); err != nil {
		return err
	}
	b, err := os.ReadFile(out)
	if err != nil {
		return fmt.Errorf("reading the model back: %w", err)
	}
	if err := lang.Check(b); err != nil {
		return err
	}
	note := strings.TrimSuffix(out, filepath.Ext(out)) + ".txt"
	if err := os.WriteFile(note, []byte(provenance(len(b))), 0o644); err != nil {
		return fmt.Errorf("writing the provenance: %w", err)
	}
	fmt.Fprintf(os.Stderr, "wrote %s, %.2f MB, and %s\n", out, float64(len(b))/1e6, note)
	return nil
}

// writeModel puts a model into a file.
func writeModel(name string, encode func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("creating the model file: %w", err)
	}
	if err := encode(f); err != nil {
		_ = f.Close() // the first error is the one to report
		return err
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("writing the model file: %w", err)
	}
	return nil
}
