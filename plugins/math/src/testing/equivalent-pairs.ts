/** Answers that look different and are equal, one pair a line, divided by " | ". */
export const EQUIVALENT: string = String.raw`
\frac{1+\sqrt5}{2} | 2\cos 36^\circ
\frac{1+\sqrt5}{2} | 2\cos\frac{\pi}{5}
\sqrt{3+2\sqrt2} | 1+\sqrt2
\sqrt{5+2\sqrt6} | \sqrt2+\sqrt3
\sqrt[3]{2+\sqrt5} | \frac{1+\sqrt5}{2}
\tan 15^\circ | 2-\sqrt3
\ln(1+\sqrt2) | \sinh^{-1}(1)
0.\overline{3} | 1/3
0.1\overline{6} | \frac16
0.333... | \frac13
0.\dot{3} | \frac{1}{3}
e^{i\pi/3} | \frac12+\frac{\sqrt3}{2}i
\cos\theta+i\sin\theta | e^{i\theta}
\binom{n}{2} | \frac{n(n-1)}{2}
\frac{n!}{(n-2)!} | n(n-1)
n(n+1)! | \frac{n(n+2)!}{n+2}
\log_2 3 | \frac{\ln 3}{\ln 2}
\log_4 9 | \log_2 3
\log 100 | 2
3\ln 2+\ln 5 | \ln 40
2^{\log_2 7} | 7
\sum_{k=1}^{n} k | \frac{n(n+1)}{2}
\sum_{k=0}^{5} 2^k | 63
\prod_{k=1}^{5} k | 120
\{x \mid x > 3\} | (3,\infty)
\{x \in \mathbb{R} : x \ne 2\} | (-\infty,2)\cup(2,\infty)
\mathbb{R}\setminus\{2\} | x \neq 2
x \le -1 \text{ or } x \ge 4 | (-\infty,-1]\cup[4,\infty)
|x-2|<3 | (-1,5)
|2x+1|\ge 5 | (-\infty,-3]\cup[2,\infty)
-2 < x < 2 | |x| < 2
x>0 | x \in (0, \infty)
x>0 | \mathbb{R}^+
(-\infty, \infty) | \mathbb{R}
(-\infty, \infty) | \text{all real numbers}
\emptyset | \text{no solution}
[1,2] | \{x: 1\le x\le 2\}
[1,2] | 1 \leq x \leq 2
1 \le x \le 2 | x\ge 1 \text{ and } x\le 2
(1,2) | \left\langle 1, 2\right\rangle
(1,2) | \begin{pmatrix}1\\2\end{pmatrix}
\begin{bmatrix}1&2\\3&4\end{bmatrix} | \left[\begin{array}{cc}1&2\\3&4\end{array}\right]
\begin{vmatrix}1&2\\3&4\end{vmatrix} | -2
2x+3y=6 | y=2-\frac{2}{3}x
2x+3y=6 | \frac{x}{3}+\frac{y}{2}=1
x^2+y^2=4 | (x)^2 + (y)^2 - 4 = 0
y=\frac{1}{x} | xy=1
5:3 | 10:6
2:3:4 | 4:6:8
12\text{ m} | 1200\text{ cm}
2\text{ hours} | 120\text{ minutes}
\$12.50 | 12.5\text{ dollars}
60\text{ mph} | 60
25\% | \frac14
25\% | 25
90^\circ | \frac{\pi}{2}
\sin 30^\circ | \frac{1}{2}
1.5 \times 10^3 | 1500
1.5e3 | 1500
3.0\times10^{8} | 300000000
1{,}234{,}567 | 1234567
1 234 567 | 1234567
x = 3, y = 4 | (3, 4)
(x,y) = (3,4) | x=3, y=4
x=\pm 3 | x = 3 \text{ or } x = -3
2\pm\sqrt3 | 2+\sqrt3, 2-\sqrt3
\frac{-1\pm\sqrt5}{2} | \frac{\sqrt5-1}{2}, -\frac{1+\sqrt5}{2}
x_1=1,x_2=2 | x_1 = 1 \text{ and } x_2 = 2
\frac{\sqrt2}{2} | \frac{1}{\sqrt2}
\frac{1}{\sqrt3-1} | \frac{\sqrt3+1}{2}
a^2-b^2 | (a-b)(a+b)
\frac{x^2-4}{x-2} | x+2
\sin 2x | 2\sin x\cos x
\cos 2x | 1-2\sin^2 x
\tan x | \frac{\sin x}{\cos x}
\sin^2x | \frac{1-\cos2x}{2}
\sec^2 x-1 | \tan^2 x
\cosh^2x-\sinh^2x | 1
\arctan x+\arctan\frac1x | \frac{\pi}{2}\text{sgn}(x)
\arcsin x+\arccos x | \frac{\pi}{2}
e^{\ln x} | x
e^{2x}e^{3x} | e^{5x}
(e^x)^2 | e^{2x}
\sqrt{x^2} | |x|
\sqrt[3]{x^3} | x
x^{1/2} | \sqrt{x}
x^{-1} | 1/x
x^{-1/2} | \frac{1}{\sqrt x}
2^{n+1}-2^n | 2^n
4^n | 2^{2n}
\frac{2^{n}}{2^{m}} | 2^{n-m}
3^{2n+1} | 3\cdot 9^n
(n+1)! | (n+1)\cdot n!
\frac{(2n)!}{2^n n!} | (2n-1)!!
10^{100} | (10^{50})^2
2^{100}\cdot 5^{100} | 10^{100}
2^{2^{10}} | 16^{256}
100!/98! | 9900
\lfloor \pi \rfloor | 3
\max(2,3) | 3
\gcd(12,18) | 6
|{-5}| | 5
f(x)=x^2 | y=x^2
f(x)=x^2 | x^2
f^{-1}(x)=\frac{x-1}{2} | \frac{x-1}{2}
\text{even} | even
\text{(C)} | C
3\frac{1}{4} | 3.25
3 1/4 | 13/4
-2\frac{1}{3} | -\frac{7}{3}
.5 | 0.5
-\frac{1}{2} | \frac{-1}{2}
-\frac{1}{2} | \frac{1}{-2}
\frac{\pi}{6} | 30^\circ
\frac{2\pi}{3} | 120^\circ
\pi/4 | 0.785398163
\sqrt{2} | 1.41421356
\sqrt{2} | 2^{1/2}
\sqrt{2} | 2^{0.5}
x² + 1 | x^2+1
√2/2 | \frac{\sqrt2}{2}
½ | 0.5
π/2 | \frac{\pi}{2}
3×10⁴ | 30000
x≥2 | [2,∞)
2x−1 | 2x-1
sqrt(2)/2 | \frac{\sqrt2}{2}
(1+sqrt(5))/2 | \frac{1+\sqrt5}{2}
x^(1/3) | \sqrt[3]{x}
2*pi*r | 2\pi r
exp(-x^2) | e^{-x^2}
ln(x)/ln(2) | \log_2 x
log10(1000) | 3
C(5,2) | 10
\binom52 | 10
5! | 120
10_{2} | 10_2
1011_2 | 1011_{2}
FF_{16} | FF_{16}
x \equiv 3 \pmod 7 | 3 \pmod{7}
x \equiv 3 \pmod 7 | x\equiv 10 \pmod{7}
4 - 3i | -3i + 4
(2+i)^2 | 3+4i
\frac{1}{1+i} | \frac{1-i}{2}
|3+4i| | 5
i^{2023} | -i
\overline{AB} = 5 | 5
AB = 2\sqrt{3} | 2\sqrt{3}
\angle A = 60^\circ | 60^\circ
m\angle ABC = 45^\circ | 45
\text{Area} = 12 | 12
x=2y | 2y = x
\frac{dy}{dx} = 2x | 2x
\frac{x^3}{3}+C | C+\frac{1}{3}x^3
c_1e^x+c_2e^{-x} | c_2 e^{-x} + c_1 e^{x}
\begin{cases}x=1\\y=2\end{cases} | (1,2)
\begin{cases}x=1\\y=2\end{cases} | x=1, y=2
(3,\infty) | x>3
(0,1)\cup(1,2) | (0,2)\setminus\{1\}
[0,\infty) | x \ge 0
\{1,2,3,4\} | \{1,2\}\cup\{3,4\}
\{1, 2, 3\} | \{3, 1, 2\}
1,2,3 | 1; 2; 3
1, 2, 3 | 1, 2, and 3
-1,\frac12 | x=-1 \text{ or } x=\frac{1}{2}
6\sqrt{3}\text{ cm}^2 | 6\sqrt3
6\sqrt{3} \text{ square units} | 6 \sqrt{3}
10:30\text{ AM} | 10:30 \text{ a.m.}
\text{10:30 AM} | 10:30 am
\frac{3}{4}x - 2 | 0.75x - 2
\frac{x}{2}+\frac{y}{3} | \frac{3x+2y}{6}
1-\frac{1}{2^{n}} | \frac{2^n-1}{2^n}
n^2+n | n(n+1)
(x-1)^3 | x^3-3x^2+3x-1
\frac{1}{x}-\frac{1}{x+1} | \frac{1}{x(x+1)}
\frac{a}{b}+\frac{c}{d} | \frac{ad+bc}{bd}
\log_{10} 2 + \log_{10} 5 | 1
\ln\frac{a}{b} | \ln a-\ln b
\sqrt{a}\sqrt{b} | \sqrt{ab}
\sqrt{12}+\sqrt{27} | 5\sqrt3
\cot x | \frac{1}{\tan x}
\frac{1+\tan x}{1-\tan x} | \tan(x+\frac{\pi}{4})
\cos^4x-\sin^4x | \cos 2x
\arccos(-\frac12) | \frac{2\pi}{3}
\arctan 2 + \arctan 3 | \frac{3\pi}{4}
2\arctan\frac13+\arctan\frac17 | \frac{\pi}{4}
\sqrt{-4} | 2i
1/2x | \frac{x}{2}
1/(2x) | \frac{1}{2x}
2^{1/3} | \sqrt[3]{2}
8^{2/3} | 4
(-8)^{1/3} | -2
\dfrac{\pi^2}{6} | \frac{1}{6}\pi^{2}
\frac{\sqrt{3}}{4}a^2 | \frac{a^2\sqrt{3}}{4}
4,\!000 | 4000
1,000,000 | 10^6
\frac{7}{20} = 0.35 | 0.35
\approx 3.14159 | 3.14159
x \in \{1, 2\} | x=1 \text{ or } x=2
k\pi, k\in\mathbb{Z} | k\pi, k \in \mathbb{Z}
x = k\pi, k \in \mathbb{Z} | k\pi
\left(-\infty, -\frac{1}{2}\right) | x < -0.5
(0, 3] | 0 < x \le 3
\text{True} | true
\text{No} | no
3x^2+2x | x(3x+2)
\frac{-b+\sqrt{b^2-4ac}}{2a} | \frac{\sqrt{b^2-4ac}-b}{2a}
\vec{a}+2\vec{b} | 2\vec{b}+\vec{a}
3\mathbf{i}-2\mathbf{j} | -2\mathbf{j}+3\mathbf{i}
(2,-1,3) | \begin{pmatrix}2\\-1\\3\end{pmatrix}
\frac{1}{2}\ln|x| + C | \ln\sqrt{|x|}+C
2 \text{ and } -2 | \pm 2
P(x) = x^2 + 1 | x^2+1
\frac{1}{3}\pi r^2 h | \frac{\pi r^2 h}{3}
0 | -0
007 | 7
\{-1\} | -1
\sqrt{\frac{3}{4}} | \frac{\sqrt3}{2}
\frac{3}{\sqrt[3]{9}} | \sqrt[3]{3}
\sqrt{6-2\sqrt5} | \sqrt5-1
\frac{e^x-e^{-x}}{2} | \sinh x
\frac{1}{4}(3\sin x-\sin 3x) | \sin^3 x
(a+b)^2 = c | a^2+2ab+b^2=c
3 < x \leq 7 | (3, 7]
7 \geq x > 3 | (3, 7]
\text{III} | III
\text{Tuesday} | tuesday.
\frac{22}{7} | 3.142857142857
5.0 | 5
p \land q | p \wedge q
\frac{3\pi}{2}+2k\pi | 2\pi k + \frac{3\pi}{2}
\sqrt{1-x^2} | (1-x^2)^{\frac12}
y = 3(x-2)^2+1 | y=3x^2-12x+13
(x-1)^2+(y+2)^2=9 | x^2+y^2-2x+4y-4=0
\frac{x^2}{9}+\frac{y^2}{4}=1 | 4x^2+9y^2=36
\frac{2}{3} | 66.\overline{6}\%
x \in (-\infty, 2) \cup (3, \infty) | x<2 \text{ or } x>3
x \in \left[ -\frac{3}{2}, 4 \right) | -1.5 \le x < 4
a \ge 2 \text{ or } a \le -1 | (-\infty,-1] \cup [2,+\infty)
\{x \mid -1 < x < 3\} | (-1, 3)
\{x\in\mathbb{R}\mid x\geq 0\} | [0,\infty)
\{y : y \neq 1\} | \mathbb{R} \setminus \{1\}
(-\infty, 0) \cup (0, \infty) | \{x | x \neq 0\}
x^2 - 5x + 6 = 0 | (x-2)(x-3)=0
y - 3 = 2(x - 1) | y=2x+1
2x - y + 1 = 0 | y = 2x+1
x = \frac{1}{2} y^2 | y^2=2x
\frac{(x-1)^2}{4} + \frac{(y+2)^2}{9} = 1 | 9(x-1)^2+4(y+2)^2 = 36
r = 2\cos\theta | r=2 \cos(\theta)
1 + \frac{1}{2} + \frac{1}{4} | \frac{7}{4}
\sqrt[4]{16} | 2
\sqrt[6]{8} | \sqrt{2}
\left(\frac{2}{3}\right)^{-2} | \frac{9}{4}
\frac{3\sqrt{2}+2\sqrt{3}}{6} | \frac{1}{\sqrt2}+\frac{1}{\sqrt3}
\sqrt{7+4\sqrt{3}} | 2+\sqrt{3}
\sqrt[3]{7+5\sqrt2} | 1+\sqrt2
\cos\frac{\pi}{12} | \frac{\sqrt6+\sqrt2}{4}
\sin 18^{\circ} | \frac{\sqrt{5}-1}{4}
\tan\frac{\pi}{8} | \sqrt2-1
\arctan\frac{1}{2}+\arctan\frac13 | \frac{\pi}{4}
\log_2(3)\cdot\log_3(2) | 1
\ln(e^3) | 3
\log_{1/2} 8 | -3
e^{2\ln 3} | 9
\ln 12 | 2\ln2+\ln3
\frac{\ln 8}{\ln 2} | 3
\log_5 25 | 2
\lg 1000 | 3
\log_{10}(x^2) | 2\log_{10}|x|
i^{-1} | -i
(1+i)^8 | 16
e^{-i\pi/2} | -i
\frac{2+3i}{1-i} | -\frac12+\frac52 i
2e^{i\pi/3} | 1+i\sqrt{3}
2(\cos\frac{\pi}{3}+i\sin\frac{\pi}{3}) | 1+\sqrt{3}i
\sqrt{-3} | i\sqrt3
5\text{cis} 90^\circ | 5i
\overline{3+4i} | 3-4i
\binom{7}{3} | 35
{7\choose 3} | \binom{7}{4}
\binom{n}{k} | \frac{n!}{k!(n-k)!}
\binom{n+1}{2} | \frac{n(n+1)}{2}
\frac{(n+2)!}{n!} | n^2+3n+2
\sum_{i=1}^{4} i^2 | 30
\sum_{k=1}^{n} k^2 | \frac{n(n+1)(2n+1)}{6}
\sum_{k=0}^{n} 2^k | 2^{n+1}-1
\sum_{k=1}^{100} \frac{1}{k(k+1)} | \frac{100}{101}
\prod_{k=1}^{n} k | n!
\sum_{k=0}^{n}\binom{n}{k} | 2^n
|x-3|+|x+3| | |3-x|+|x+3|
\max(a,b) | \frac{a+b+|a-b|}{2}
\lfloor -2.5 \rfloor | -3
\lceil \sqrt{10}\rceil | 4
17 \bmod 5 | 2
2^{2^{3}} | 256
3^{3^{3}} | 7625597484987
2^{64}-1 | 18446744073709551615
\frac{3^{100}}{9^{50}} | 1
2^{2024}-2^{2023} | 2^{2023}
7^{7^{7}} | 7^{823543}
(2^{3})^{100} | 8^{100}
1.23\times 10^{-4} | 0.000123
12.5\% | \frac{1}{8}
150\% | 1.5
\frac{1}{3}\% | \frac{1}{300}
3:2 | \frac{3}{2}
1:2:3 | 2:4:6
4\text{ feet }6\text{ inches} | 54\text{ inches}
5\text{ km} | 5000\text{ m}
90\text{ km/h} | 90 \text{ kilometers per hour}
3\text{ m}^2 | 30000\text{ cm}^2
\$5 | 5\text{ dollars}
\$0.75 | 75\text{ cents}
€20 | 20\text{ euros}
1\frac{1}{2}\text{ hours} | 90\text{ minutes}
(x,y,z)=(1,2,3) | x=1,\ y=2,\ z=3
(a,b)=(2,3),(3,2) | (2,3)\text{ and }(3,2)
x=1,y=2 \text{ or } x=2,y=1 | (1,2),(2,1)
\{(1,2),(2,1)\} | (2,1),(1,2)
x = -1 \pm \sqrt{2} | x=-1+\sqrt2, x=-1-\sqrt2
\left\{\frac{\pi}{6},\frac{5\pi}{6}\right\} | x=\frac{\pi}{6}, \frac{5\pi}{6}
x = \frac{\pi}{6} + 2k\pi | x=\frac{\pi}{6}+2\pi k
n=1, 2, 3 | 1, 2, 3
\begin{pmatrix} 1/2 & 0 \\ 0 & 2 \end{pmatrix} | \frac12\begin{pmatrix}1&0\\0&4\end{pmatrix}
\begin{pmatrix}1\\2\end{pmatrix}+\begin{pmatrix}3\\4\end{pmatrix} | \begin{pmatrix}4\\6\end{pmatrix}
\begin{pmatrix}1&2\end{pmatrix}^T | \begin{pmatrix}1\\2\end{pmatrix}
\langle 1,-2,3\rangle | (1,-2,3)
\mathbf{i}+2\mathbf{j} | \hat{i}+2\hat{j}
\text{The answer is } 5 | 5
f(x) = 2x + 1 | 2x+1
g(x)=x^2-1 | g(x)=(x-1)(x+1)
f(x)=\sin x \cos x | f(x) = \frac12 \sin 2x
a_n = 3n - 1 | a_n = 3(n-1)+2
S_n=n^2 | n^2
V = \frac{4}{3}\pi r^3 | \frac{4\pi r^3}{3}
\frac{dy}{dx} = -\frac{x}{y} | -\frac{x}{y}
y' = 3x^2 | 3x^2
A = \{1,2\} | \{2,1\}
\tan^2\theta + 1 | \frac{1}{\cos^2\theta}
\sin(a+b) | \sin a\cos b+\cos a\sin b
\cos(3x) | 4\cos^3 x-3\cos x
\sin x+\cos x | \sqrt2\sin(x+\frac{\pi}{4})
\frac{\sin 2x}{1+\cos 2x} | \tan x
\tanh x | \frac{e^{2x}-1}{e^{2x}+1}
\cosh x | \frac{e^x+e^{-x}}{2}
\operatorname{arsinh} x | \ln(x+\sqrt{x^2+1})
\frac{x}{\sqrt{x^2}} | \frac{|x|}{x}
\frac{1}{1-\sqrt[3]{2}} | -(1+\sqrt[3]{2}+\sqrt[3]{4})
x^{3/2} | x\sqrt{x}
\frac{x^{1/2}}{x^{1/3}} | x^{1/6}
(x^{-2}y^3)^{-1} | \frac{x^2}{y^3}
\sqrt{\frac{a^2}{b^2}} | \left|\frac{a}{b}\right|
(1-x)^{-1} | \frac{1}{1-x}
\frac{x^3-1}{x-1} | x^2+x+1
\frac{2x+1}{x^2-1} | \frac{3}{2(x-1)}+\frac{1}{2(x+1)}
(x+y)^3 | x^3+3x^2y+3xy^2+y^3
-\frac{a-b}{c} | \frac{b-a}{c}
\frac{\frac{1}{x}+\frac{1}{y}}{2} | \frac{x+y}{2xy}
2^{x}\cdot 3^{x} | 6^x
\frac{6^{n}}{2^n} | 3^n
e^{-x} | \frac{1}{e^x}
x\ln 2 | \ln 2^x
\text{June 5} | June 5
\text{no real solutions} | \text{No real solution}
\varnothing | \emptyset
\text{DNE} | \text{does not exist}
\text{B} | (B)
\text{(D) }\frac{1}{2} | \text{D}
12\,\text{cm} | 12\mathrm{cm}
-7 | \boxed{-7}
x=7 | \boxed{x = 7}
0.5 | .50
1{,}000.5 | 1000.5
2,5,8 | \{2; 5; 8\}
2, 5, 8 | 8,5,2
1 \frac{3}{4} | 1.75
\left(\frac{1}{2}, -\frac{3}{4}\right) | (0.5, -0.75)
45^{\circ} | 45 \text{ degrees}
\frac{\pi}{3}\text{ radians} | \frac{\pi}{3}
110_2 | 110_{\text{two}}
2A_{16} | 2A_{16}
x\geqslant 3 | x \ge 3
x\not=3 | x\neq 3
5\cdot 10^{-3} | 0.005
\frac{5}{\sqrt{5}} | \sqrt 5
3^{\frac{3}{2}} | 3\sqrt3
10\sqrt{10} | 10^{3/2}
\pm\frac{1}{2} | \frac12,-\frac12
\frac{a}{b/c} | \frac{ac}{b}
k \in (-2, 2) | -2<k<2
k>-2 \text{ and } k<2 | |k|<2
m < -3 \text{ or } m > 3 | |m|>3
[-1, 1] | |x|\le 1
(-\infty, 4) | 4 > x
1 < x < 2 \text{ or } x > 5 | (1,2)\cup(5,\infty)
\left(-\infty,\tfrac13\right] | x \le \frac13
y > 2x+1 | 2x - y + 1 < 0
x + y \le 3 | 3 - x - y \ge 0
x^2+C | C + x^2
\frac{1}{2}x^2 + \ln|x| + C | \ln|x|+\frac{x^2}{2}+C
2\sqrt{2}\text{ units} | \sqrt{8}
\left[\frac{1}{2},1\right)\cup(1,\infty) | x\ge\frac12, x\ne 1
x\geq \frac12 \text{ and } x\neq 1 | [0.5,1)\cup(1,\infty)
\{x\in\mathbb{Z}\mid 1\le x\le 3\} | \{1,2,3\}
x<-2 \text{ or } x>2 | x^2>4
(-2,2) | x^2<4
(x-1)(x-3)<0 | (1,3)
\frac{\pi}{4}+n\pi, n\in\mathbb{Z} | n\pi+\frac{\pi}{4}
x=\frac{\pi}{4}+n\pi\ (n\in\mathbb{Z}) | \frac{\pi}{4}+\pi n
-\cos x + C | C - \cos(x)
3\text{ and }5 | 5\text{ and }3
\text{between }3\text{ and }5 | \text{between } 3 \text{ and } 5
\text{increasing} | Increasing
\text{Monday, March 5} | Monday, March 5
y-2=3(x+1) | y=3x+5
(x+3)^2+(y-1)^2=16 | x^2+y^2+6x-2y-6=0
\sqrt{x}+\sqrt{y}=1 | 1-\sqrt{y}=\sqrt{x}
|x-4|=2 | |4-x|=2
x=2 \text{ or } x=6 | \{2, 6\}
x=\frac{3\pm\sqrt{5}}{2} | \frac{3+\sqrt5}{2},\frac{3-\sqrt5}{2}
x=\frac{3\pm\sqrt{5}}{2} | \left\{\frac{3-\sqrt5}{2};\frac{3+\sqrt5}{2}\right\}
t = \frac{\ln 2}{k} | \frac{\ln 2}{k}
v=\sqrt{2gh} | \sqrt{2 g h}
1:\sqrt{2} | \sqrt2 : 2
\frac{2}{3}\pi\text{ rad} | 120^\circ
12{,}345.67 | 12345.67
\$1{,}234.50 | 1234.5
£15 | 15
4.5\times 10^{5}\text{ J} | 450000\text{ J}
4.5\text{ kg} | 4500\text{ g}
25^\circ\text{C} | 25
72\text{ mi/h} | 72 mph
8\text{ ft}^3 | 8 cubic feet
2\text{ h }30\text{ min} | 2.5\text{ hours}
5\% | 0.05
-5\% | -0.05
1/4 | 25\text{ percent}
3.5\text{ million} | 3500000
10^6 | 1\text{ million}
a_n=2^{n-1} | a_n=\frac{2^n}{2}
f(x,y)=x^2y | x^2 y
\nabla f | \nabla f
\det A = 5 | 5
P(A)=\frac12 | 0.5
E(X)=3 | 3
E[X]=3 | 3
\mathbb{E}[X] = 3 | 3
\mu=5,\sigma=2 | \mu=5, \sigma = 2
n\ge 5 | n \geq 5
A\cup B | B\cup A
A\cap(B\cup C) | A\cap(C\cup B)
p\to q | p \rightarrow q
\overline{z} | \bar{z}
\frac{\partial f}{\partial x} = 2xy | 2xy
\vec{v}=\langle 1,2\rangle | \langle 1,2\rangle
\begin{cases} x^2 & x\ge0\\ -x & x<0\end{cases} | \begin{cases} x^2, & x\ge 0 \\ -x, & x<0 \end{cases}
\sin^{-1}\left(\frac{1}{2}\right) | \frac{\pi}{6}
\sin(\arccos x) | \sqrt{1-x^2}
\tan(\arcsin x) | \frac{x}{\sqrt{1-x^2}}
\log_a b | \frac{\ln b}{\ln a}
a^{\log_a b} | b
\sqrt[n]{x^n} | x
\sqrt[3]{-8} | -2
\ln(xy) | \ln x+\ln y
\frac{(n+1)^2}{n^2+2n+1} | 1
\frac{\sqrt[3]{x^2}}{x} | x^{-1/3}
\prod_{k=2}^{n}\left(1-\frac1k\right) | \frac1n
\frac{1}{2!}+\frac{1}{3!} | \frac{2}{3}
x\mapsto x^2 | x^2
(2, 3), (3, 2) | \{(3,2),(2,3)\}
(x, y) = (2, 3) | (2,3)
\left(\frac{\sqrt{2}}{2},\frac{\sqrt2}{2}\right) | (\frac{1}{\sqrt2},\frac1{\sqrt2})
\begin{bmatrix}1\\0\end{bmatrix},\begin{bmatrix}0\\1\end{bmatrix} | \begin{bmatrix}0\\1\end{bmatrix},\begin{bmatrix}1\\0\end{bmatrix}
4! | 24
0.5\overline{3} | \frac{8}{15}
3.\overline{142857} | \frac{22}{7}
1.2(34) | 1.2343434343434
10110_2 | 10110_{2}
(1101)_2 | 1101_2
\text{1101}_2 | 1101_2
x^2 + 2x + 1 = 0 | (x+1)^2=0
2x - 4 = 0 | x = 2
xy=6 | y=\frac6x
x+2y-3z=0 | 3z=x+2y
\frac{x}{a}+\frac{y}{b}=1 | bx+ay=ab
y=e^{2x+\ln 3} | y=3e^{2x}
y^2=4ax | y^2-4ax=0
2 < x | x > 2
5 > x \ge -1 | [-1,5)
x\in(1,2]\cup\{5\} | (1,2]\cup\{5\}
\mathbb{R}-\{0\} | (-\infty,0)\cup(0,\infty)
[2,\infty[ | [2,\infty)
]2,5] | (2,5]
`;
