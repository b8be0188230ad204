package main

import "math"

// The arithmetic of the nets. Its order is part of what they learn: the models that were
// committed are made anew, byte for byte, by this one only.

// lanes is how many sums a dot product is made of, so that a processor can add them side by side.
const lanes = 32

// dotProduct is the sum of the products of two vectors, the second no shorter than the first.
func dotProduct(a, b []float32) float32 {
	b = b[:len(a)]
	var s [lanes]float32
	i := 0
	for ; i+lanes <= len(a); i += lanes {
		for k := range lanes {
			s[k] += float32(a[i+k] * b[i+k])
		}
	}
	for ; i+8 <= len(a); i += 8 {
		for k := range 8 {
			s[k] += float32(a[i+k] * b[i+k])
		}
	}
	sum := float32(0)
	for k := range 8 {
		sum += float32(s[k]+s[k+8]) + float32(s[k+16]+s[k+24])
	}
	for ; i < len(a); i++ {
		sum += float32(a[i] * b[i])
	}
	return sum
}

// addScaled adds a times x to y.
func addScaled(a float32, x, y []float32) {
	y = y[:len(x)]
	for i, xi := range x {
		y[i] += float32(a * xi)
	}
}

// descend takes a step of AdaGrad along a gradient, which it clears.
func descend(rate float32, g, square, x []float32) {
	square, x = square[:len(g)], x[:len(g)]
	for i, gi := range g {
		square[i] += float32(gi * gi)
		x[i] -= float32(float32(rate*gi) / float32(math.Sqrt(float64(square[i]+descendMin))))
		g[i] = 0
	}
}
