/** Equal answers of every kind, one pair a line, divided by " | ". */
export const MIXED: string = String.raw`
\frac{\sqrt{3}+\sqrt{2}}{\sqrt{3}-\sqrt{2}} | 5+2\sqrt{6}
\sqrt{11+6\sqrt{2}} | 3+\sqrt2
\sqrt[3]{20+14\sqrt{2}}+\sqrt[3]{20-14\sqrt{2}} | 4
\sqrt{5}^{3} | 5\sqrt5
\sqrt{\sqrt{16}} | 2
\frac{2}{\sqrt[4]{8}} | \sqrt[4]{2}
\sqrt{2}\sqrt{3}\sqrt{6} | 6
\sqrt{18}-\sqrt{8} | \sqrt{2}
\left|1-\sqrt{2}\right| | \sqrt{2}-1
\frac{1}{2+\sqrt{3}} | 2-\sqrt{3}
\sqrt{a^{2}b} | |a|\sqrt{b}
\frac{x}{x+\sqrt{x}} | \frac{\sqrt{x}}{\sqrt{x}+1}
(3+2i)^2 | 5+12i
\frac{3-i}{1+2i} | \frac{1-7i}{5}
e^{3\pi i/2} | -i
\sqrt{-12} | 2\sqrt{3}i
(\cos\theta+i\sin\theta)^3 | \cos3\theta+i\sin3\theta
|{-3+4i}|^2 | 25
\operatorname{Im}\left((1+i)^2\right) | 2
4\sin^3 x | 3\sin x-\sin 3x
\tan x+\cot x | \frac{2}{\sin 2x}
\sec^4 x-\tan^4 x | 1+2\tan^2x
\frac{\cos x}{1-\sin x} | \sec x+\tan x
\cos(x+y)\cos(x-y) | \cos^2x-\sin^2y
\sin 15^\circ\cos 15^\circ | 0.25
\sin 22.5^\circ | \frac{\sqrt{2-\sqrt{2}}}{2}
\tan 9^\circ-\tan 27^\circ-\tan 63^\circ+\tan 81^\circ | 4
\cos\frac{\pi}{7}\cos\frac{2\pi}{7}\cos\frac{3\pi}{7} | \frac18
\arctan\frac{1}{5}+\arctan\frac{1}{8}+\arctan\frac12 | \frac{\pi}{4}+\arctan\frac{1}{5}+\arctan\frac18+\arctan\frac12-\frac{\pi}{4}
4\arctan\frac15-\arctan\frac{1}{239} | \frac{\pi}{4}
\arccos\frac{\sqrt{3}}{2} | \frac{\pi}{6}
\arcsin(-1) | -\frac{\pi}{2}
2\arcsin x | 2\sin^{-1}x
\sinh(2x) | 2\sinh x\cosh x
\log_6 4+\log_6 9 | 2
\log_{16}8 | 0.75
\log_2 3\cdot\log_3 4\cdot\log_4 5 | \log_2 5
10^{\log_{10} 7} | 7
e^{-\ln 2} | \frac{1}{2}
\log_{3}\sqrt{27} | \frac32
\ln\frac{1}{\sqrt{e}} | -\frac12
x^{\ln y} | y^{\ln x}
\ln(e^x+1)-x | \ln(1+e^{-x})
\log_{0.5} 8 | -3
\frac{n!}{3!(n-3)!} | \frac{n(n-1)(n-2)}{6}
\frac{(2n+2)!}{(2n)!} | (2n+2)(2n+1)
\binom{8}{3}+\binom{8}{4} | \binom{9}{4}
\binom{n}{n-1} | n
\sum_{k=1}^{n}k\cdot k! | (n+1)!-1
\sum_{k=1}^{n}(3k^2-3k+1) | n^3
\sum_{i=0}^{3}\frac{1}{i!} | \frac{8}{3}
\prod_{k=2}^{5}\frac{k}{k-1} | 5
\sum_{k=1}^{5} (-1)^k k | -3
\sum_{k=m}^{n} 1 | n-m+1
2+4+6+\cdots+20 | 110
3,6,9,\ldots,30 | 3, 6, 9, 12, 15, 18, 21, 24, 27, 30
1\cdot2\cdot3\cdots 5 | 120
0.\overline{27} | \frac{3}{11}
0.2\overline{45} | \frac{27}{110}
5\frac{2}{7} | \frac{37}{7}
-3\frac13 | -\frac{10}{3}
3.0\times 10^{-2} | 0.03
45{,}000 | 4.5\times10^4
125\% | \frac54
0.05\% | 0.0005
\frac{3}{8} | 37.5\%
11101_2 | (11101)_2
3A7_{12} | 3\text{A}7_{12}
[-2,\infty) | x\ge-2
(-\infty,0)\cup(0,\infty) | \{x\in\mathbb{R}:x\ne0\}
(-3,2] | \{x\mid-3<x\leq2\}
x\in(-\infty,-1)\cup(1,\infty) | x^2>1
x\in[1,4] | x^2-5x+4\le0
0\le x\le 3 | |2x-3|\le3
a<2 | 2-a>0
\{x\mid x\le -2\text{ or }x\geq 2\} | (-\infty,-2]\cup[2,\infty)
x>-1, x\neq 2 | (-1,2)\cup(2,\infty)
\mathbb{R}\setminus\{-1,1\} | x\neq\pm1
\mathbb{Z} | \text{all integers}
\mathbb{N} | \text{natural numbers}
\{-3,-2,-1,0,1,2,3\} | \{x\in\mathbb{Z}\mid -3\le x\le3\}
\{(x,y)\mid x+y=1\} | \{(x,y): y=1-x\}
\{2,4,6,8\} | \{2n\mid n\in\{1,2,3,4\}\}
\emptyset | \text{There are no solutions}
\text{no real roots} | \text{No real roots}
(3,-1) | x=3,\ y=-1
(\frac{1}{2},\frac13) | x=\frac12,y=\frac13
(a,b)=(3,4) | a=3, b=4
(1,0,-1) | \begin{bmatrix}1\\0\\-1\end{bmatrix}
\vec{v}=3\hat{i}-4\hat{j} | \langle3,-4\rangle
3\mathbf{i}+\mathbf{j}-2\mathbf{k} | (3,1,-2)
\begin{pmatrix}3&0\\0&3\end{pmatrix} | 3I
\begin{pmatrix}2&1\\1&1\end{pmatrix}^{-1} | \begin{pmatrix}1&-1\\-1&2\end{pmatrix}
3x+4y-12=0 | \frac{x}{4}+\frac{y}{3}=1
y-1=2(x-3) | 2x-y=5
x^2+y^2-6x+4y=12 | (x-3)^2+(y+2)^2=25
\frac{x^2}{9}-\frac{y^2}{16}=1 | 16x^2-9y^2=144
y=-\frac{1}{3}x^2 | x^2=-3y
PV=nRT | P=\frac{nRT}{V}
v=u+at | v-u=at
x=\frac{-b\pm\sqrt{b^2-4ac}}{2a} | \frac{-b+\sqrt{b^2-4ac}}{2a},\frac{-b-\sqrt{b^2-4ac}}{2a}
x=2\pm\sqrt{3} | x_1=2+\sqrt3,x_2=2-\sqrt3
x=0\text{ or }x=\pm 2 | \{-2,0,2\}
\pm\frac{3}{2}i | \frac{3i}{2},-\frac{3i}{2}
x=4, x=-\frac12 | \{4,-0.5\}
t=2\text{ s} | 2\text{ seconds}
72\text{ km/h} | 20\text{ m/s}
1.2\times10^3\text{ g} | 1.2\text{ kg}
3.5\text{ h} | 210\text{ min}
250\text{ cm}^3 | 0.25\text{ L}
5\times10^{-3}\text{ m} | 5\text{ mm}
9.8\text{ N/kg} | 9.8\text{ m/s}^2
1500\text{ W} | 1.5\text{ kW}
0.5\text{ A} | 500\text{ mA}
12\ \Omega | 12\text{ ohms}
1\text{ ft}^2 | 144\text{ in}^2
55 mph | 55\text{ miles per hour}
\$2.50 | 250\text{ cents}
\$1.2\text{ million} | \$1,200,000
€1.500 | €1.5
20\text{ dollars} | \$20.00
6:9 | 2:3
0.6:0.9 | 2:3
2\text{ to }3 | 2:3
8:15\text{ p.m.} | 20:15
7\text{ a.m.} | 7:00 AM
\text{July 4, 1776} | 4 July 1776
\text{Sept. 3} | September 3
3\text{rd} | 3
\text{thirty-two} | 32
\text{one hundred} | 100
\text{one half} | \frac12
\text{two thirds} | \frac23
\frac{x^4}{4}+C | \frac14x^4+c
e^x+C | C+e^x
-\cos x+C | K-\cos x
\frac{\sin^2x}{2}+C | -\frac{\cos^2x}{2}+C
y=Ce^{-x} | y=ce^{-x}
y=c_1\cos x+c_2\sin x | y=A\cos x+B\sin x
x=\frac{\pi}{6}+2k\pi,k\in\mathbb{Z} | x=\frac{\pi}{6}+2n\pi, n \in \mathbb{Z}
x=\frac{\pi}{2}+2k\pi, k\in\mathbb{Z} | x=\frac{(4k+1)\pi}{2}, k\in\mathbb{Z}
x=\pm\frac{\pi}{4}+k\pi,k\in\mathbb{Z} | x=\frac{\pi}{4}+\frac{k\pi}{2}, k\in\mathbb{Z}
x = 30^\circ+360^\circ k, k \in \mathbb{Z} | x=30^\circ+k\cdot360^\circ (k\in\mathbb{Z})
n=3k+1\ (k\in\mathbb{Z}) | n=3k-2, k\in\mathbb{Z}
x\equiv2\pmod{5} | x=5k+2,k\in\mathbb{Z}
x\equiv 1,4 \pmod 5 | x\equiv\pm1\pmod5
f(x)=3x-2 | f(t)=3t-2
f(x)=|x| | f(x)=\begin{cases}x,&x\ge0\\-x,&x<0\end{cases}
\lfloor x\rfloor+\lfloor -x\rfloor | \lfloor -x\rfloor+\lfloor x\rfloor
\lfloor 3.7\rfloor | 3
\lceil -1.2\rceil | -1
\left\lfloor\frac{n}{2}\right\rfloor | \lfloor n/2\rfloor
100 \bmod 7 | 2
2^{10}\equiv 1 \pmod{11} | 2^{10} \equiv 1 \pmod{11}
(-1)^{n+1} | (-1)^{n-1}
\frac{1+(-1)^n}{2} | \cos^2\frac{n\pi}{2}
i^{4n} | 1
a^{m}a^{n} | a^{m+n}
(a^m)^n | a^{mn}
\frac{a^2-b^2}{a-b} | a+b
(x-y)^2+4xy | (x+y)^2
\frac{1}{n}-\frac{1}{n+1} | \frac{1}{n^2+n}
\frac{x^3-8}{x-2} | x^2+2x+4
x^4+4 | (x^2+2x+2)(x^2-2x+2)
x^4+x^2+1 | (x^2+x+1)(x^2-x+1)
\frac{a}{1-r} | -\frac{a}{r-1}
\frac{2^{n+1}-2}{2} | 2^n-1
\left(\frac{a+b}{2}\right)^2 | \frac{a^2+2ab+b^2}{4}
\max(3,5)+\min(3,5) | 8
\gcd(24,36) | 12
\operatorname{lcm}(4,6) | 12
\text{lcm}(4,6) | 12
\det\begin{pmatrix}1&2\\3&4\end{pmatrix} | -2
\left(\begin{array}{cc}1&2\\3&4\end{array}\right) | \begin{bmatrix}1&2\\3&4\end{bmatrix}
12 \text{ and } 18 | 18, 12
\text{Both A and C} | \text{A and C}
\text{A, B, and D} | A, B, D
\text{Neither} | neither
\text{rectangle} | \text{a rectangle}
\text{obtuse} | obtuse
\text{Increases} | increases
Area $=12$ | 12
\text{Perimeter}=24\text{ cm} | 24
x=\$5 | 5
\theta=\frac{\pi}{3}\text{ radians} | 60^\circ
\angle B=90^\circ | 90°
90^\circ\text{ counterclockwise} | 90^\circ counterclockwise
\frac{dy}{dx}=\frac{2x}{3y^2} | y'=\frac{2x}{3y^2}
\frac{\partial z}{\partial x}=2x | 2x
y''+y=0 | y''=-y
\lim_{x\to0}\frac{\sin x}{x} | \lim_{t\to0}\frac{\sin t}{t}
\sum_{n=1}^\infty\frac{1}{n^2} | \sum_{k=1}^\infty\frac{1}{k^2}
\sum_{n=0}^\infty x^n | \sum_{k=0}^{\infty}x^k
\sin{x}^2 | \sin(x)^2
\sin\left(x\right)^{2} | \sin^2 x
\sin^{2}{x} | (\sin x)^2
\sin 2x\cos x | \cos x\sin 2x
\sin x y | \sin(xy)
\sin\frac{x}{2} | \sin(x/2)
\sin{\frac{\pi x}{2}} | \sin(\frac{\pi}{2}x)
\cos x^2 | \cos(x^2)
\log_{2}{8} | 3
\log_2{x} | \log_2(x)
\log_{10}{100} | 2
\ln{x} | \ln(x)
\ln|x| | \ln\left|x\right|
\sqrt{x}^2 | x
\sqrt[3]{x}^3 | x
x!! | x!!
(n+1)!/n! | n+1
3!! | 3
\frac{n!}{n} | (n-1)!
|x|^3 | |x^3|
|-3| | 3
\left\|v\right\| | \|v\|
\lfloor{2.5}\rfloor | 2
\max\{1,2,3\} | 3
\min(x,y) | \min(y,x)
\gcd(a,b) | \gcd(b,a)
\gcd(12, 18, 24) | 6
\operatorname{gcd}(8,12) | 4
17 \mod 5 | 2
17\bmod 5 | 2
-7 \mod 3 | 2
5\%\text{ of }200 | 5\%\text{ of }200
e^{\ln x+\ln y} | xy
x^{1/2}y^{1/2} | \sqrt{xy}
(x^{1/2})^2 | x
x^{-2/3} | \frac{1}{\sqrt[3]{x^2}}
\frac{x}{y/z} | \frac{xz}{y}
\frac{x/y}{z} | \frac{x}{yz}
a/b/c | \frac{a}{bc}
a-b-c | a-(b+c)
2^{-3} | \frac18
2^{x^2} | 2^{(x^2)}
-3^2 | -9
(-3)^2 | 9
-x^{-1} | -\frac1x
(-x)^3 | -x^3
(ab)^2 | a^2b^2
\frac{a+b}{c} | \frac ac+\frac bc
x(y+z) | xy+xz
(x+y)(x-y) | x^2-y^2
5x+3-2x | 3x+3
2(3x-4)+5 | 6x-3
x^2+x^2 | 2x^2
x\cdot 0 | 0
\frac{0}{x} | 0
x^0 | 1
1x | x
\frac{x}{1} | x
x+0 | x
--x | x
+x | x
(x) | x
((x)) | x
x*y | xy
x\times y | xy
x \cdot y | xy
2*x^2 | 2x^2
2 x^2 | 2x^2
2x^{2} | 2x^2
(1/2)x | \frac{x}{2}
1/2*x | \frac{x}{2}
0.5x | \frac{x}{2}
\frac{1}{2}x | x/2
3/4x^2 | \frac{3}{4}x^2
sqrt(x+1) | \sqrt{x+1}
abs(x-1) | |x-1|
exp(x) | e^x
sin(x)^2+cos(x)^2 | 1
ln(x)-ln(y) | ln(x/y)
log(x,2) | \log_2 x
pi*r^2 | \pi r^2
theta/2 | \frac{\theta}{2}
alpha+beta | \alpha+\beta
x>=1 and x<4 | [1,4)
x<1 or x>4 | (-\infty,1)\cup(4,\infty)
x=1 or x=-1 | x=\pm1
x=1 or x=2 | x\in\{1,2\}
{1,2,3} | \{3,1,2\}
{(1,2),(3,4)} | \{(3,4),(1,2)\}
[1,2,3] | [1,2,3]
y=x^2-2x+1 | y=(x-1)^2
x^2-2x+1=y | y=(x-1)^2
2y=2x | y=x
y-x=0 | y=x
x/2+y/3=1 | 3x+2y=6
`;
