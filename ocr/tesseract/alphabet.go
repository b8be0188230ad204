package tesseract

func repairAlphabet(s *sheet) {}
