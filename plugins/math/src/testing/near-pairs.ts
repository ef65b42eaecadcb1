/** Different answers that are close to each other, one pair a line, divided by " | ". */
export const NEAR: string = String.raw`
\sqrt{6-2\sqrt5} | \sqrt5+1
\sqrt{6-2\sqrt5} | 1-\sqrt5
\sqrt{2+\sqrt3} | \frac{\sqrt6-\sqrt2}{2}
2\sqrt3 | 3\sqrt2
\sqrt[3]{4} | \sqrt[4]{3}
\frac{\sqrt3}{3} | \frac{\sqrt3}{2}
1-\sqrt2 | \sqrt2-1
1.41 | \sqrt2
1.414 | \sqrt2
2.449 | \sqrt6
0.577 | \frac{1}{\sqrt3}
1.732 | \sqrt3
3.1416 | \pi
6.28 | 2\pi
2.7183 | e
0.333 | \frac13
0.33 | \frac{1}{3}
0.667 | \frac23
0.67 | \frac{2}{3}
66.7\% | \frac{2}{3}
33.3\% | \frac13
3.33 | \frac{10}{3}
0.142857 | \frac{1}{7}+0.0000005
\frac{99}{100} | 1
0.999 | 1
0.9999999 | 1
1.0000000001 | 1
\frac{1}{3}+10^{-8} | \frac13
10^{-7} | 0
4\times10^{-7} | 1\times10^{-7}
5\times10^{-12} | 5\times10^{-13}
2.0\times10^{5} | 2.0\times10^{-5}
1.2\times10^3 | 1.2\times10^4
1+\frac1e | 1-\frac1e
1-\frac{1}{e} | 1+\frac{1}{\mathrm{e}}
3+4i | 4+3i
3+4i | -3+4i
2-i | 2+i
i | -i
e^{i\pi/3} | e^{-i\pi/3}
\frac{\pi}{6} | \frac{\pi}{3}
\frac{\pi}{6} | \frac{5\pi}{6}
30^\circ | 60^\circ
30^\circ | \frac{\pi}{4}
\sin x | \cos x
\sin^2 x | \sin x^2
\sin 2x | \sin^2 x
\cos^2 x | \cos 2x
\tan x | \cot x
\tan(x+\pi/2) | \cot x
\sin(x+\pi) | \sin x
\arcsin(\sin x) | \sin(\arcsin(2x))
\arctan 2 | \arctan 3
\arctan\frac{1}{2}+\arctan\frac{1}{3} | \frac{\pi}{3}
\ln 6 | \ln 2\cdot\ln3
\ln\frac{2}{3} | \frac{\ln2}{\ln3}
\log_2 5 | \log_5 2
\log_2 8 | 4
\log_3 9 | 3
\ln x^2 | (\ln x)^2
e^{2x} | e^{x^2}
2e^x | e^{2x}
2^{x+1} | 2^x+1
7! | 720
\binom{10}{3} | \binom{10}{4}
\binom{n}{2} | \frac{n^2}{2}
\binom{n}{k} | \binom{k}{n}
\frac{(n+1)!}{n!} | n
n!+1 | n!
\sum_{k=1}^{10}k | 45
\sum_{k=1}^{n}k | \frac{n(n-1)}{2}
\sum_{k=0}^{n}2^k | 2^{n+1}
\prod_{k=1}^{n}k | n^n
2^{100} | 2^{101}
2^{100} | 2^{100}-1
10^{50} | 10^{50}+1
3^{1000} | 3^{1000}+1
123456789012345678901234567890 | 123456789012345678901234567891
x^2+2x+1 | (x-1)^2
x^2-1 | (x-1)^2
(a+b)^3 | a^3+b^3
a-b | b-a
\frac{a}{b+c} | \frac ab+\frac ac
\frac{x^2-1}{x+1} | x+1
\sqrt{a+b} | \sqrt a+\sqrt b
\sqrt{x^2} | x
|x-1| | x-1
|a|+|b| | |a+b|
\lfloor x\rfloor | \lceil x\rceil
\lfloor x+0.5\rfloor | \lfloor x\rfloor
x^n | n^x
x^{-2} | -x^2
2x^{-1} | \frac{1}{2x}
x_1 | x_2
a | A
v | V
n | N
p | q
m | M
\alpha | \beta
\alpha | a
xy | x+y
2x | 2+x
2n+1 | 2n-1
2k | 2k+1
3n+1, n\in\mathbb{Z} | 3n+2, n\in\mathbb{Z}
x+C | 2x+C
\frac{x^2}{2}+C | \frac{x^2}{3}+C
\sin x+C | \cos x+C
k\pi | \frac{k\pi}{2}
\frac{\pi}{4}+k\pi | \frac{\pi}{4}+2k\pi
\frac{\pi}{2}+k\pi | \pi + k\pi
f(x)=2x | f(x)=x^2
f(x)=2x | f(x)=2
f(x)=kx | f(x)=x
f(x)=x+c | f(x)=x
f(x)=cx | f(x)=c
(t,2t) | (t,3t)
(t,2t) | (1,2)
(k, 2k) | (k, k)
(1,2) | (2,1)
(1,2) | [1,2]
(1,2) | 1
(1,2) | (1,2,0)
(1,2) | (1,-2)
[0,1] | (0,1)
[0,1] | [0,2]
[0,1) | (0,1]
(0,1)\cup(2,3) | (0,3)
(-\infty,2] | (-\infty,2)
(-\infty,2)\cup(2,\infty) | (-\infty,\infty)
(-\infty, 2)\cup(2,\infty) | x\ne -2
x>2 | x<2
x>2 | x\ge2
x>2 | x>3
x>2 | x = 2
x>2 | 2
x>2 | y>2
1<x<3 | 1\le x<3
1<x<3 | x>1
|x|<2 | x<2
|x|>2 | x>2
|x|\le 2 | (-2,2)
x\ne 2 | x\ne 3
x\ne 0 | x>0
\{1,2,3\} | \{1,2,4\}
\{1,2,3\} | \{1,2\}
\{1,2,3\} | \{1,2,3,4\}
\{1,2\} | 1
\{0\} | \emptyset
\{0\} | \{\}
\emptyset | 0
1,2,3 | 1,2,4
\{x\mid x>2\} | \{x\mid x\ge2\}
\{x \in \mathbb{Z} : 0<x<4\} | (0,4)
\{2k : k\in\mathbb{Z}\} | \{2k+1 \mid k\in\mathbb{Z}\}
\{1,2,\dots,10\} | \{1,2,\ldots,11\}
\{1,2,\dots,10\} | \{1,2,10\}
1+2+\cdots+10 | 45
\begin{pmatrix}1&2\\3&4\end{pmatrix} | \begin{pmatrix}1&2\\3&5\end{pmatrix}
\begin{pmatrix}1\\2\end{pmatrix} | \begin{pmatrix}1\\-2\end{pmatrix}
\begin{pmatrix}1&0\\0&1\end{pmatrix} | 1
\begin{pmatrix}1&0\\0&2\end{pmatrix} | I
\begin{vmatrix}1&2\\3&4\end{vmatrix} | \begin{pmatrix}1&2\\3&4\end{pmatrix}
\mathbf{i}-2\mathbf{j} | \mathbf{i}+2\mathbf{j}
\mathbf{i}-2\mathbf{j} | (-2,1)
y=2x+1 | y=2x-1
y=2x+1 | y=-2x+1
y=2x | y=x^2
2x+y=3 | 2x-y=3
x^2+y^2=4 | x^2+y^2=2
x^2+y^2=4 | x^2-y^2=4
(x-1)^2+(y-2)^2=9 | (x+1)^2+(y+2)^2=9
\frac{x^2}{4}+\frac{y^2}{9}=1 | \frac{x^2}{9}+\frac{y^2}{4}=1
y=e^x | y=e^{-x}
y=e^{2x} | \ln y = 3x
y=\pm\sqrt x | y=x^2
y=\pm\sqrt{x} | y=\sqrt{x}
y=Ce^{2x} | y=e^{2x}
y=Ce^{2x} | y=Ce^{3x}
y=Ce^{2x} | y=e^{2x}+C
y=c_1e^x+c_2e^{-x} | y=c_1e^x+c_2
x=5 | x=-5
x=5 | y=5
x=1,y=2 | (2,1)
x=1\text{ or }x=2 | x=1
x=1\text{ or }x=2 | (1,2)
a=1,b=2 | a=1
a=b | a+b=0
x+y=5 | x-y=5
x+y=5 | x+y
\pm3 | 3
\pm3 | -3
\pm 3 | \pm 4
1\pm\sqrt2 | 1+\sqrt2
1\pm\sqrt{2} | 2\pm\sqrt2
\sin\theta=\frac35 | \frac45
x\equiv3\pmod7 | x\equiv3\pmod 5
x\equiv3\pmod7 | x\equiv2\pmod7
3 \pmod 7 | 4
1011_2 | 1101_2
1011_2 | 11
FF_{16} | FE_{16}
0xFF | 254
5\text{ m} | 5\text{ cm}
5\text{ m} | 50\text{ cm}
5\text{ m} | 5\text{ s}
5\text{ m} | 5\text{ m}^2
5\text{ m} | 6\text{ m}
5\text{ m/s} | 5\text{ km/h}
5\text{ m/s} | 5\text{ m/s}^2
36\text{ km/h} | 36\text{ m/s}
2\text{ kg} | 2\text{ g}
5\text{ dollars} | 5\text{ cents}
\$5 | €5
\$5 | 50\text{ cents}
\$1,234 | \$1,243
3\text{ mA} | 3\text{ A}
3\text{ mA} | 0.3\text{ A}
5\text{ N} | 5\text{ J}
5\text{ N m} | 5\text{ N}
1\text{ kWh} | 3600\text{ J}
5\text{ k}\Omega | 5\,\Omega
5 \mu\text{m} | 5\text{ mm}
45^\circ | 45\text{ rad}
45^\circ\text{C} | 45^\circ\text{F}
20^\circ\text{C} | 20\text{ K}
30^\circ30' | 30.3^\circ
5'6'' | 56
3\text{ hours} | 3\text{ days}
2\text{ h }30\text{ min} | 2.3\text{ h}
3\text{ feet }4\text{ inches} | 34\text{ inches}
5\text{ million} | 5\text{ billion}
5\text{ thousand} | 500
10\% | 0.01
10\% | 1
50\% | 5
1:2 | 2:1
1:2 | 1:3
1:2:3 | 1:3:2
1:2:3 | 1:2
3\text{ to }2 | 2\text{ to }3
10:30\text{ AM} | 10:30\text{ PM}
10:30\text{ AM} | 10:31\text{ AM}
3\text{ p.m.} | 3\text{ a.m.}
15:00 | 5:00 PM
15:00 | 3:00 AM
12:00 AM | 12:00 PM
\text{March 5} | \text{March 6}
\text{March 5} | \text{May 5}
\text{January 1, 2024} | \text{January 1, 2023}
\text{5th} | 6
\text{Monday} | \text{Tuesday}
\text{twenty-five} | 24
\text{six} | 60
\text{even} | \text{odd}
\text{increasing} | \text{not increasing}
\text{possible} | \text{not possible}
\text{possible} | \text{impossible}
\text{red and blue} | \text{red}
\text{Alice} | \text{Bob}
\text{Point A} | \text{Point B}
\text{converges} | \text{diverges}
\text{undefined} | 0
\infty | -\infty
\infty | 1
B | C
B | A, B
AC | AB
AC | A
A,C | A
\text{none} | \text{all}
\text{north} | \text{south}
\text{I, III} | \text{I, II}
\text{isosceles} | \text{scalene}
\text{cannot be determined} | 5
\begin{cases}x&x\ge0\\-x&x<0\end{cases} | \begin{cases}x&x\ge0\\x&x<0\end{cases}
\begin{cases}x&x\ge0\\-x&x<0\end{cases} | \begin{cases}x&x\ge1\\-x&x<1\end{cases}
\begin{cases}1&x>0\\0&x\le0\end{cases} | \begin{cases}0&x>0\\1&x\le0\end{cases}
\begin{cases}1&x>0\\0&\text{otherwise}\end{cases} | 1
\begin{cases}x+y=3\\x-y=1\end{cases} | x+y=3
\int_0^1 x^2 dx | \int_0^1 x^3 dx
\int_0^1 x^2 dx | \int_0^2 x^2 dx
\int_0^1 x^2 dx | \int_0^1 x^2 dy
\lim_{x\to0} f(x) | \lim_{x\to 1} f(x)
\sum_{k=1}^\infty \frac{1}{k^2} | \sum_{k=1}^\infty \frac{1}{k^3}
\sum_{k=1}^\infty \frac{1}{k^2} | \sum_{k=2}^\infty \frac{1}{k^2}
C_{10}^3 | 720
A_5^2 | 10
P(5,2) | 10
{}_5C_2 | 20
\arccot(x) | \frac{\pi}{2}+\arctan x
H_2O | H_2O_2
\triangle ABC | \triangle ABD
P(A\cap B) | P(A\cup B)
O(n^2) | O(n)
O(n\log n) | O(n)
p\land q | p\lor q
\neg p | p
A^T | A
\frac{\sqrt{3}+\sqrt{2}}{\sqrt{3}-\sqrt{2}} | 5-2\sqrt{6}
\sqrt{11+6\sqrt{2}} | 3-\sqrt2
(3+2i)^2 | 13+12i
e^{3\pi i/2} | i
4\sin^3 x | 3\sin x+\sin 3x
\tan x+\cot x | \frac{1}{\sin 2x}
\log_6 4+\log_6 9 | \log_6 13
\log_2 3\cdot\log_3 4 | 3
\sum_{k=1}^{n}k\cdot k! | (n+1)!
\sum_{k=m}^{n} 1 | n-m
\sum_{k=1}^{n} a_k | \sum_{k=1}^{n} b_k
\sum_{k=1}^{n} k^2 | \sum_{k=1}^{n} k^3
\sum_{i=1}^{n}\sum_{j=1}^{n} i^2 j | \sum_{i=1}^{n}\sum_{j=1}^{n} i^2 j^2
\sum_{n=1}^\infty\frac{1}{n^2} | \sum_{n=1}^\infty\frac{1}{n}
2+4+6+\cdots+20 | 100
3,6,9,\ldots,30 | 3,6,9,\ldots,33
0.\overline{27} | 0.27
5\frac{2}{7} | \frac{10}{7}
3A7_{12} | 3A8_{12}
[-2,\infty) | x>-2
x\in[1,4] | x^2-5x+4<0
\{x\mid x\le -2\text{ or }x\geq 2\} | [-2,2]
\mathbb{R}\setminus\{-1,1\} | x\neq1
\mathbb{Z} | \text{all real numbers}
\mathbb{N} | \mathbb{Z}
\{(x,y)\mid x+y=1\} | \{(x,y): y=1+x\}
\{2,4,6,8\} | \{2n\mid n\in\{1,2,3,5\}\}
(3,-1) | x=-1,\ y=3
3\mathbf{i}+\mathbf{j}-2\mathbf{k} | (3,1,2)
\begin{pmatrix}3&0\\0&3\end{pmatrix} | 2I
\begin{pmatrix}3&1\\0&3\end{pmatrix} | 3I
\begin{pmatrix}2&1\\1&1\end{pmatrix}^{-1} | \begin{pmatrix}1&1\\1&2\end{pmatrix}
3x+4y-12=0 | \frac{x}{3}+\frac{y}{4}=1
x^2+y^2-6x+4y=12 | (x+3)^2+(y-2)^2=25
\frac{x^2}{9}-\frac{y^2}{16}=1 | \frac{y^2}{16}-\frac{x^2}{9}=1
x=2\pm\sqrt{3} | x=3\pm\sqrt{2}
72\text{ km/h} | 72\text{ m/s}
3.5\text{ h} | 350\text{ min}
9.8\text{ N/kg} | 9.8\text{ m/s}
1500\text{ W} | 1.5\text{ kJ}
0.5\text{ A} | 50\text{ mA}
1\text{ ft}^2 | 12\text{ in}^2
\$2.50 | 25\text{ cents}
€5 | £5
8:15\text{ p.m.} | 8:15
7\text{ a.m.} | 7 PM
\text{July 4, 1776} | 7 April 1776
\text{two thirds} | \frac32
\text{one half} | 2
\text{thirty-two} | 23
e^x+C | e^x
e^x+C | e^{-x}+C
\frac{\sin^2x}{2}+C | \frac{\cos^2x}{2}+C
x^2+C | x^3+C
ax^2+C | bx^2+C
y=Ce^{-x} | y=e^{-x}+C
y=c_1\cos x+c_2\sin x | y=A\cos x+B\cos x
y=c_1\cos x+c_2\sin x | y=A\cosh x+B\sinh x
y=Ax+B | y=Bx^2+A
y=ax+b | y=bx+a
x=\frac{\pi}{6}+2k\pi,k\in\mathbb{Z} | x=\frac{\pi}{6}+k\pi, k \in \mathbb{Z}
x=\frac{\pi}{2}+2k\pi, k\in\mathbb{Z} | x=\frac{(2k+1)\pi}{2}, k\in\mathbb{Z}
x=\pm\frac{\pi}{4}+k\pi,k\in\mathbb{Z} | x=\frac{\pi}{4}+k\pi, k\in\mathbb{Z}
n=3k+1\ (k\in\mathbb{Z}) | n=3k-1, k\in\mathbb{Z}
2k, k\in\mathbb{N} | 2k+2,k\in\mathbb{N}
x\equiv2\pmod{5} | x=5k+3,k\in\mathbb{Z}
x\equiv2\pmod{5} | x=10k+2,k\in\mathbb{Z}
x\equiv 1,4 \pmod 5 | x\equiv1\pmod5
f(x)=|x| | f(x)=\begin{cases}x,&x\ge0\\x,&x<0\end{cases}
f(x)=3x-2 | f(t)=3t+2
\lfloor n/2\rfloor | \lceil n/2\rceil
\lfloor\frac{n+1}{2}\rfloor | \lfloor\frac{n}{2}\rfloor
(-1)^{n} | (-1)^{n+1}
(-1)^n | 1
i^{4n} | i^{2n}
\cos(n\pi) | 1
\sin\frac{n\pi}{2} | \cos\frac{n\pi}{2}
\binom{n}{k} | 1
\binom{n}{k} | \binom{n}{k+1}
\binom{n}{2} | \binom{n+1}{2}
\max(a,b) | \max(a,c)
\min(a,b) | a
|a|-|b| | |a-b|
\sqrt{a^2b^2} | ab
\sqrt{a^2}+\sqrt{b^2} | a+b
|ab| | ab
|x+y| | x+y
|x|+|y|+|z| | |x+y+z|
\frac{|x|}{x} | 1
\frac{|x|}{x}\cdot\frac{|y|}{y} | 1
\text{sgn}(xy) | 1
x|y| | y|x|
\text{A, B, and D} | A, B, C
\text{A and C} | \text{A or D}
\text{rectangle} | \text{square}
\text{positive} | \text{negative}
\text{always} | \text{never}
12 \text{ and } 18 | 12, 17
12\text{ is wrong} | 12
m+n=13 | m+n=14
\sin\theta=\frac35 | \sin\theta=\frac45
13 | m+n=14
2 | 2x=2
4 | x^2=4
3 | x+3
3 | 3x
3 | 3=4
5 | x=5 \text{ or } x=6
5 | 5 \text{ and } 6
0 | \sin x
1 | x^0+1
1 | \frac{x}{x}+x
\frac{a}{b} | \frac{ab}{b^2}+1
a+b | ab
a-b+c | a-(b+c)
a/bc | abc
2(x+1) | 2x+1
-x^2 | (-x)^2
(-2)^2 | -2^2
2^{3^2} | (2^3)^2
\frac{1}{2}x+1 | \frac{1}{2x+1}
\sqrt{x+1} | \sqrt{x}+1
\sqrt2x | \sqrt{2x}
\sin x+1 | \sin(x+1)
\ln x+1 | \ln(x+1)
e^{x+1} | e^x+1
x^{2}y | x^{2y}
a_{n+1} | a_n+1
a_{10} | a_1 0
x_1x_2 | x_{12}
\frac{dy}{dx} | \frac{dx}{dy}
f'(x) | f(x)
f^{-1}(x) | \frac{1}{f(x)}
f(g(x)) | g(f(x))
A\subset B | B\subset A
P(A|B) | P(B|A)
\vec{AB} | \vec{BA}
\overline{z} | z
1,000 | 1,0000
1,000 | 1.000
1.5 | 1,5
12,34 | 1234
3.14 | 3,14
1e3 | 1e4
10^{-3} | 10^3
1\times10^{2} | 1\times 2^{10}
`;
