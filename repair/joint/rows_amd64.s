#include "textflag.h"

// func addBlocks(out, times *float32, at *uint32, matrix *float32, rows, columns int)
//
// Columns are taken 64, 32 and then 16 at a time; their sums stay in registers while all rows
// go by. at holds how many bytes from the matrix on each row begins.
TEXT ·addBlocks(SB), NOSPLIT, $0-48
	MOVQ out+0(FP), DI
	MOVQ times+8(FP), SI
	MOVQ at+16(FP), R9
	MOVQ matrix+24(FP), DX
	MOVQ rows+32(FP), CX
	MOVQ columns+40(FP), R8

wide:
	CMPQ R8, $64
	JLT  half
	VMOVUPS 0(DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3
	VMOVUPS 128(DI), Y4
	VMOVUPS 160(DI), Y5
	VMOVUPS 192(DI), Y6
	VMOVUPS 224(DI), Y7
	MOVQ R9, R10
	MOVQ SI, R11
	MOVQ CX, R12

wideRow:
	MOVL (R10), R13
	ADDQ DX, R13
	VBROADCASTSS (R11), Y8
	VMULPS 0(R13), Y8, Y9
	VMULPS 32(R13), Y8, Y10
	VMULPS 64(R13), Y8, Y11
	VMULPS 96(R13), Y8, Y12
	VADDPS Y9, Y0, Y0
	VADDPS Y10, Y1, Y1
	VADDPS Y11, Y2, Y2
	VADDPS Y12, Y3, Y3
	VMULPS 128(R13), Y8, Y9
	VMULPS 160(R13), Y8, Y10
	VMULPS 192(R13), Y8, Y11
	VMULPS 224(R13), Y8, Y12
	VADDPS Y9, Y4, Y4
	VADDPS Y10, Y5, Y5
	VADDPS Y11, Y6, Y6
	VADDPS Y12, Y7, Y7
	ADDQ $4, R10
	ADDQ $4, R11
	DECQ R12
	JNZ  wideRow
	VMOVUPS Y0, 0(DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	VMOVUPS Y4, 128(DI)
	VMOVUPS Y5, 160(DI)
	VMOVUPS Y6, 192(DI)
	VMOVUPS Y7, 224(DI)
	ADDQ $256, DI
	ADDQ $256, DX
	SUBQ $64, R8
	JMP  wide

half:
	CMPQ R8, $32
	JLT  narrow
	VMOVUPS 0(DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3
	MOVQ R9, R10
	MOVQ SI, R11
	MOVQ CX, R12

halfRow:
	MOVL (R10), R13
	ADDQ DX, R13
	VBROADCASTSS (R11), Y8
	VMULPS 0(R13), Y8, Y9
	VMULPS 32(R13), Y8, Y10
	VMULPS 64(R13), Y8, Y11
	VMULPS 96(R13), Y8, Y12
	VADDPS Y9, Y0, Y0
	VADDPS Y10, Y1, Y1
	VADDPS Y11, Y2, Y2
	VADDPS Y12, Y3, Y3
	ADDQ $4, R10
	ADDQ $4, R11
	DECQ R12
	JNZ  halfRow
	VMOVUPS Y0, 0(DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	ADDQ $128, DI
	ADDQ $128, DX
	SUBQ $32, R8
	JMP  half

narrow:
	CMPQ R8, $16
	JLT  done
	VMOVUPS 0(DI), Y0
	VMOVUPS 32(DI), Y1
	MOVQ R9, R10
	MOVQ SI, R11
	MOVQ CX, R12

narrowRow:
	MOVL (R10), R13
	ADDQ DX, R13
	VBROADCASTSS (R11), Y8
	VMULPS 0(R13), Y8, Y9
	VMULPS 32(R13), Y8, Y10
	VADDPS Y9, Y0, Y0
	VADDPS Y10, Y1, Y1
	ADDQ $4, R10
	ADDQ $4, R11
	DECQ R12
	JNZ  narrowRow
	VMOVUPS Y0, 0(DI)
	VMOVUPS Y1, 32(DI)
	ADDQ $64, DI
	ADDQ $64, DX
	SUBQ $16, R8
	JMP  narrow

done:
	VZEROUPPER
	RET

// func pickBlocks(to *float32, at *uint32, times *float32, packs *[256][8]uint8, blocks int, step uint32) int
//
// Of each block of eight those without a sign are moved to its front, as packs tells by their bits;
// what is put behind them is written over by the next.
TEXT ·pickBlocks(SB), NOSPLIT, $0-56
	MOVQ to+0(FP), DI
	MOVQ at+8(FP), SI
	MOVQ times+16(FP), DX
	MOVQ packs+24(FP), R8
	MOVQ blocks+32(FP), CX
	MOVL step+40(FP), AX
	VMOVD AX, X3
	VPBROADCASTD X3, Y3
	VPMOVZXBD 2040(R8), Y2 // 0 to 7, of the last
	VPMULLD Y3, Y2, Y2
	VPSLLD $3, Y3, Y3
	XORQ R9, R9

eight:
	VMOVUPS (DX), Y0
	VMOVMSKPS Y0, R10
	XORL $255, R10
	VPMOVZXBD (R8)(R10*8), Y1
	VPERMPS Y0, Y1, Y4
	VPERMD Y2, Y1, Y5
	VMOVUPS Y4, (DI)(R9*4)
	VMOVDQU Y5, (SI)(R9*4)
	POPCNTL R10, R10
	ADDQ R10, R9
	ADDQ $32, DX
	VPADDD Y3, Y2, Y2
	DECQ CX
	JNZ eight
	VZEROUPPER
	MOVQ R9, ret+48(FP)
	RET

// func joinFours(sums *[4]float32, left, right *float32, blocks int)
//
// The four sums are the places of one register: SSE, which every processor has.
TEXT ·joinFours(SB), NOSPLIT, $0-32
	MOVQ sums+0(FP), DI
	MOVQ left+8(FP), SI
	MOVQ right+16(FP), DX
	MOVQ blocks+24(FP), CX
	MOVUPS (DI), X0
	SUBQ $4, CX
	JLT  rest

fours:
	MOVUPS (SI), X1
	MOVUPS (DX), X2
	MOVUPS 16(SI), X3
	MOVUPS 16(DX), X4
	MOVUPS 32(SI), X5
	MOVUPS 32(DX), X6
	MOVUPS 48(SI), X7
	MOVUPS 48(DX), X8
	MULPS X2, X1
	MULPS X4, X3
	MULPS X6, X5
	MULPS X8, X7
	ADDPS X1, X0
	ADDPS X3, X0
	ADDPS X5, X0
	ADDPS X7, X0
	ADDQ $64, SI
	ADDQ $64, DX
	SUBQ $4, CX
	JGE  fours

rest:
	ADDQ $4, CX
	JZ   joined

four:
	MOVUPS (SI), X1
	MOVUPS (DX), X2
	MULPS X2, X1
	ADDPS X1, X0
	ADDQ $16, SI
	ADDQ $16, DX
	DECQ CX
	JNZ  four

joined:
	MOVUPS X0, (DI)
	RET
