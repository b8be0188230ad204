//go:build goexperiment.simd && amd64

package main

import (
	"math"
	"simd/archsimd"
)

// The arithmetic of vector.go eight numbers at a time. No product is fused with a sum: both
// builds learn the same bytes.

// lanes is how many sums a dot product is made of.
const lanes = 32

func dotProduct(a, b []float32) float32 {
	b = b[:len(a)]
	var s0, s1, s2, s3 archsimd.Float32x8
	i := 0
	for ; i+lanes <= len(a); i += lanes {
		x, y := (*[lanes]float32)(a[i:]), (*[lanes]float32)(b[i:])
		s0 = s0.Add(archsimd.LoadFloat32x8((*[8]float32)(x[0:])).Mul(archsimd.LoadFloat32x8((*[8]float32)(y[0:]))))
		s1 = s1.Add(archsimd.LoadFloat32x8((*[8]float32)(x[8:])).Mul(archsimd.LoadFloat32x8((*[8]float32)(y[8:]))))
		s2 = s2.Add(archsimd.LoadFloat32x8((*[8]float32)(x[16:])).Mul(archsimd.LoadFloat32x8((*[8]float32)(y[16:]))))
		s3 = s3.Add(archsimd.LoadFloat32x8((*[8]float32)(x[24:])).Mul(archsimd.LoadFloat32x8((*[8]float32)(y[24:]))))
	}
	for ; i+8 <= len(a); i += 8 {
		s0 = s0.Add(archsimd.LoadFloat32x8Slice(a[i:]).Mul(archsimd.LoadFloat32x8Slice(b[i:])))
	}
	var s [8]float32
	s0.Add(s1).Add(s2.Add(s3)).Store(&s)
	sum := float32(0)
	for _, x := range s {
		sum += x
	}
	for ; i < len(a); i++ {
		sum += float32(a[i] * b[i])
	}
	return sum
}

func addScaled(a float32, x, y []float32) {
	y = y[:len(x)]
	v := archsimd.BroadcastFloat32x8(a)
	i := 0
	for ; i+16 <= len(x); i += 16 {
		p, q := (*[16]float32)(x[i:]), (*[16]float32)(y[i:])
		archsimd.LoadFloat32x8((*[8]float32)(q[0:])).Add(archsimd.LoadFloat32x8((*[8]float32)(p[0:])).Mul(v)).Store((*[8]float32)(q[0:]))
		archsimd.LoadFloat32x8((*[8]float32)(q[8:])).Add(archsimd.LoadFloat32x8((*[8]float32)(p[8:])).Mul(v)).Store((*[8]float32)(q[8:]))
	}
	for ; i+8 <= len(x); i += 8 {
		archsimd.LoadFloat32x8Slice(y[i:]).Add(archsimd.LoadFloat32x8Slice(x[i:]).Mul(v)).StoreSlice(y[i:])
	}
	for ; i < len(x); i++ {
		y[i] += float32(a * x[i])
	}
}

func descend(rate float32, g, square, x []float32) {
	square, x = square[:len(g)], x[:len(g)]
	r, least := archsimd.BroadcastFloat32x8(rate), archsimd.BroadcastFloat32x8(descendMin)
	i := 0
	for ; i+8 <= len(g); i += 8 {
		v := archsimd.LoadFloat32x8Slice(g[i:])
		sq := archsimd.LoadFloat32x8Slice(square[i:]).Add(v.Mul(v))
		sq.StoreSlice(square[i:])
		archsimd.LoadFloat32x8Slice(x[i:]).Sub(r.Mul(v).Div(sq.Add(least).Sqrt())).StoreSlice(x[i:])
	}
	for ; i < len(g); i++ {
		square[i] += float32(g[i] * g[i])
		x[i] -= float32(float32(rate*g[i]) / float32(math.Sqrt(float64(square[i]+descendMin))))
	}
	clear(g)
}
