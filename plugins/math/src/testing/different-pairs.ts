/** Answers that look alike and are different, one pair a line, divided by " | ". */
export const DIFFERENT: string = String.raw`
\frac{1+\sqrt5}{2} | 2\cos 37^\circ
\sqrt{3+2\sqrt2} | 1+\sqrt3
0.\overline{3} | 0.333
\frac13 | 0.3333
262537412640768744 | e^{\pi\sqrt{163}}
\sqrt{2}+\sqrt{3} | \pi
\sin 30 | \frac12
\binom{n}{2} | \frac{n(n+1)}{2}
\log_2 3 | \log_3 2
\sum_{k=1}^{n} k | \frac{n(n-1)}{2}
(3,\infty) | [3,\infty)
x>3 | x\ge 3
|x-2|<3 | (-1,5]
-2<x<2 | |x|\le 2
(-\infty,-1]\cup[4,\infty) | [-1,4]
\mathbb{R} | \mathbb{Z}
\mathbb{R}\setminus\{2\} | \mathbb{R}
\{1,2,3\} | (1,2,3)
\{1,2\} | \{1,2,2,3\}
(1,2) | \{1,2\}
\begin{pmatrix}1&2\\3&4\end{pmatrix} | \begin{pmatrix}1&3\\2&4\end{pmatrix}
2x+3y=6 | 2x-3y=6
y=2x | x=2y
5:3 | 3:5
12\text{ m} | 12\text{ cm}
2\text{ hours} | 2\text{ minutes}
25\% | 0.025
10^{-20} | 0
10^{-20} | 2\cdot10^{-20}
1.0000001 | 1
2^{1000} | 2^{1000}+1
100! | 100!+1
7^{7^{7}} | 7^{7^{7}}+1
x=\pm3 | x=3
2\pm\sqrt3 | 2+\sqrt3
x^2+1 | x^2-1
\sin 2x | 2\sin x
\cos 2x | 2\cos^2 x
\sqrt{x^2+y^2} | x+y
(a+b)^2 | a^2+b^2
\ln(a+b) | \ln a+\ln b
e^{x+y} | e^x+e^y
\frac{1}{x+y} | \frac1x+\frac1y
x | X
a_1 | a_2
x_1 | x1
f(x) | f(y)
f(x) | g(x)
3+4i | 3-4i
|x| | x
\arcsin x | \arccos x
\sqrt2 | 1.414
e | 2.718
AB=5 | AC=6
\text{Yes} | \text{No}
\text{A} | \text{B}
A | A \text{ or } B
3 | 3 \text{ or } 4
1,2,3 | 1,2
1,2 | 1,2,3
(1,2,3) | (1,3,2)
x\equiv 3 \pmod 7 | x\equiv 4\pmod 7
1011_2 | 1011_3
30^\circ | \frac{\pi}{3}
60^\circ | 60.1^\circ
10:30 | 10:31
\frac{x^3}{3}+C | \frac{x^3}{3}
k\pi | 2k\pi
2^n | 2^{n+1}
n! | (n+1)!
x<5 | y<5
x=1,y=2 | x=2,y=1
y=x^2 | y=x^2+1
\frac{a}{b} | \frac{b}{a}
-\frac12 | \frac12
1.5\times10^3 | 1.5\times10^4
\sqrt[3]{9} | \sqrt{9}
\tan^{-1} x | \frac{1}{\tan x}
\sin^{-1} x | \frac{1}{\sin x}
\log_{10} x | \ln x
5\sqrt{3} | 3\sqrt5
0.1 + 0.2 | 0.30000000000000004
\frac{10000000000000001}{10000000000000000} | 1
\sqrt{10^{20}+1} | 10^{10}
\cos(10^{-9}) | 1
\frac{355}{113} | \pi
\ln 2 | 0.693
e^{\pi}-\pi | 20
2\pi r | \pi r^2
x^{2y} | x^2 y
\sin(x^2) | \sin^2 x
\int x\,dx | \int x^2\,dx
[0,1] | [0,1)
[0,1]\cup[2,3] | [0,1]\cap[2,3]
\{x \mid x>3\} | \{x\mid x<3\}
(2, 3) | (2, 3, 4)
4 \text{ or } 5 | 4
x+y=1 | x+y=2
x\neq 2 | x=2
\text{odd} | \text{even}
12 | 12!
1 | l
0 | O
-3 | 3
1/2x | 2x
\frac{1}{2}x | \frac{1}{2x}
\frac{2}{3} | 66.6\%
x^2 - 5x + 6 = 0 | (x-2)(x+3)=0
y = 2x+1 | y=2x-1
\sqrt{7+4\sqrt{3}} | 2-\sqrt{3}
\cos\frac{\pi}{12} | \frac{\sqrt6-\sqrt2}{4}
\ln 12 | 2\ln 3+\ln 2
(1+i)^8 | -16
\binom{n}{k} | \frac{n!}{(n-k)!}
\sum_{k=1}^{n} k^2 | \frac{n(n+1)(2n-1)}{6}
\sum_{k=0}^{n} 2^k | 2^{n}-1
2^{64} | 18446744073709551615
3^{100} | 3^{100}+1
2^{2024} | 2^{2023}
1.23\times 10^{-4} | 0.00123
12.5\% | \frac{1}{80}
3:2 | 2:3
5\text{ km} | 5\text{ m}
3\text{ m}^2 | 300\text{ cm}^2
(1,2,3) | (1,2)
\{(1,2),(2,1)\} | (1,2)
x = -1 \pm \sqrt{2} | x=-1+\sqrt2
x = \frac{\pi}{6} + 2k\pi | x=\frac{\pi}{6}+k\pi
\begin{pmatrix}1\\2\end{pmatrix} | \begin{pmatrix}2\\1\end{pmatrix}
\sin(a+b) | \sin a\cos b-\cos a\sin b
\cos(3x) | 4\cos^3 x+3\cos x
x^{3/2} | \sqrt[3]{x^2}
(x+y)^3 | x^3+y^3
-\frac{a-b}{c} | \frac{a-b}{c}
2^{x}\cdot 3^{x} | 5^x
|x| > 3 | -3<x<3
[-1, 1] | |x|< 1
y > 2x+1 | 2x - y + 1 > 0
x + y \le 3 | x+y<3
k>2 | k>2, k<5
\text{DNE} | 0
\text{B} | (C)
\text{B} | B, C
110_2 | 6
0.3 | \frac13
3.14 | \pi
2.236 | \sqrt5
0.1428571 | \frac{1}{7}+10^{-6}
e^{\pi\sqrt{58}} | 24591257752
\sin(11) | -1
\frac{22}{17} + \frac{37}{47} + \frac{88}{83} | \pi
\sqrt{1+10^{-12}} | 1
1-10^{-15} | 1
\cos(\cos(\cos(\cos 1))) | \cos(\cos(\cos 1))
\left(1+\frac{1}{10^{9}}\right)^{10^{9}} | e
\frac{\ln 2}{\ln 3} | 0.63
x+10^{-9} | x
\frac{x}{x+10^{-12}} | 1
x^{100} | x^{101}
\sin(x+10^{-8}) | \sin x
e^{x} | 1+x+\frac{x^2}{2}+\frac{x^3}{6}
|x+100|-100 | x
\max(x,-1000) | x
\lfloor x \rfloor | x
\text{true} | \text{false}
(0,1) | \{0,1\}
(0,1] | [0,1)
(0,1)\cup(2,3) | (0,1)\cup(2,3]
(2,2) | 2
x=3 | x \ge 3
x=3 | y=3
f(x)=x+1 | g(x)=x+2
a_n=2n | a_n=2n-1
\frac{1}{2}\text{ hour} | \frac12\text{ minute}
10\text{ cm} | 10\text{ kg}
4n+1 | 4k+3
\{1,2\} | \{1,2,3\}
1,2,2 | 1,2
x^2<4 | (-2,2]
(x-1)(x-3)<0 | (1,4)
x<-2 \text{ or } x>2 | x^2<4
P(A)=\frac12 | \frac13
4.5\text{ kg} | 450\text{ g}
2\text{ h }30\text{ min} | 2.3\text{ hours}
3.5\text{ million} | 3.5
\begin{cases} x^2 & x\ge0\\ -x & x<0\end{cases} | \begin{cases} x^2, & x\ge 0 \\ x, & x<0 \end{cases}
A\cup B | A\cap B
A\cup B | A\cup C
p\to q | q\to p
\text{between }3\text{ and }5 | \text{between } 3 \text{ and } 6
\lim_{x\to 0}\frac{\sin x}{x} | 0
\sum_{k=1}^{\infty}\frac{1}{2^k} | 2
y^2=4ax | x^2=4ay
\sqrt{x}+\sqrt{y}=1 | x+y=1
0.5\overline{3} | 0.53
.\overline{9} | 0.999
\frac{d}{dx}\left(x^3\right) | 3x
\int_0^1 x^2 dx | \frac12
]2,5] | [2,5]
\text{increasing} | \text{decreasing}
2x - 4 = 0 | x = -2
a_n=2^{n-1} | a_n = 2^n
25^\circ\text{C} | 26
\text{Monday, March 5} | \text{Monday, March 6}
12{,}345.67 | 12345.76
\mu=5,\sigma=2 | \mu=2,\sigma=5
`;
