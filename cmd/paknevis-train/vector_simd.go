//go:build goexperiment.simd && amd64

package main

import "simd/archsimd"

// The arithmetic of vector.go by vector instructions (AVX2).

// product is plainProduct. Blocks of four rows and sixteen columns stay in registers while
// their summands are gone through.
func product(out []float32, rows, inner, columns int, a matrix, b []float32) {
	const high, wide = 4, 16
	if inner == 0 {
		return
	}
	type vector = archsimd.Float32x8
	load := func(x []float32) vector { return archsimd.LoadFloat32x8((*[8]float32)(x)) }
	store := func(v vector, x []float32) { v.Store((*[8]float32)(x)) }
	whole := columns / wide * wide
	r := 0
	for ; r+high <= rows; r += high {
		for c := 0; c < whole; c += wide {
			o0, o1, o2, o3 := out[r*columns+c:][:wide], out[(r+1)*columns+c:][:wide], out[(r+2)*columns+c:][:wide], out[(r+3)*columns+c:][:wide]
			s00, s01, s10, s11 := load(o0), load(o0[8:]), load(o1), load(o1[8:])
			s20, s21, s30, s31 := load(o2), load(o2[8:]), load(o3), load(o3[8:])
			at, from := r*a.down, c
			for range inner {
				y := b[from:][:wide]
				y0, y1 := load(y), load(y[8:])
				x0, x1 := archsimd.BroadcastFloat32x8(a.x[at]), archsimd.BroadcastFloat32x8(a.x[at+a.down])
				x2, x3 := archsimd.BroadcastFloat32x8(a.x[at+2*a.down]), archsimd.BroadcastFloat32x8(a.x[at+3*a.down])
				s00, s01 = s00.Add(x0.Mul(y0)), s01.Add(x0.Mul(y1))
				s10, s11 = s10.Add(x1.Mul(y0)), s11.Add(x1.Mul(y1))
				s20, s21 = s20.Add(x2.Mul(y0)), s21.Add(x2.Mul(y1))
				s30, s31 = s30.Add(x3.Mul(y0)), s31.Add(x3.Mul(y1))
				at += a.across
				from += columns
			}
			store(s00, o0)
			store(s01, o0[8:])
			store(s10, o1)
			store(s11, o1[8:])
			store(s20, o2)
			store(s21, o2[8:])
			store(s30, o3)
			store(s31, o3[8:])
		}
	}
	for ; r < rows; r++ {
		for c := 0; c < whole; c += wide {
			to := out[r*columns+c:][:wide]
			s0, s1 := load(to), load(to[8:])
			at, from := r*a.down, c
			for range inner {
				y := b[from:][:wide]
				x := archsimd.BroadcastFloat32x8(a.x[at])
				s0, s1 = s0.Add(x.Mul(load(y))), s1.Add(x.Mul(load(y[8:])))
				at += a.across
				from += columns
			}
			store(s0, to)
			store(s1, to[8:])
		}
	}
	for r := range rows { // the columns that are left
		for c := whole; c < columns; c++ {
			for j := range inner {
				out[r*columns+c] += float32(a.x[r*a.down+j*a.across] * b[j*columns+c])
			}
		}
	}
}

// descend is plainDescend.
func descend(a adam, g, mean, square, x []float32) {
	mean, square, x = mean[:len(g)], square[:len(g)], x[:len(g)]
	all := archsimd.BroadcastFloat32x8
	step, whole, least, small, zero := all(a.step), all(a.whole), all(descendMin), all(tiny), all(0)
	keep, take, keepSquare, takeSquare := all(meanKept), all(1-meanKept), all(squareKept), all(1-squareKept)
	i := 0
	for ; i+8 <= len(g); i += 8 {
		gi := archsimd.LoadFloat32x8Slice(g[i:])
		m := archsimd.LoadFloat32x8Slice(mean[i:]).Mul(keep).Add(gi.Add(small).Mul(take))
		q := archsimd.LoadFloat32x8Slice(square[i:]).Mul(keepSquare).Add(gi.Mul(gi).Add(small).Mul(takeSquare))
		m.StoreSlice(mean[i:])
		q.StoreSlice(square[i:])
		archsimd.LoadFloat32x8Slice(x[i:]).Sub(step.Mul(m).Div(q.Mul(whole).Sqrt().Add(least))).StoreSlice(x[i:])
		zero.StoreSlice(g[i:])
	}
	plainDescend(a, g[i:], mean[i:], square[i:], x[i:])
}
